// Words that say yes or no, in the seven languages that hubs use. As `plainWord` leaves them.
export const BOOLEAN_WORDS = {
  yes: [
    ...['true', '1', 'on', 'yes', 'y', 't'],
    ...['sí', 'si', 'verdadero'],
    ...['sim', 's', 'verdadeiro'],
    ...['ja', 'j', 'wahr'],
    ...['oui', 'o', 'vrai'],
    ...['예', '네', '참'],
    ...['はい', '真'],
  ],
  no: [
    ...['false', '0', 'off', 'no', 'n', 'f'],
    ...['falso'],
    ...['não', 'nao'],
    ...['nein', 'falsch'],
    ...['non', 'faux'],
    ...['아니요', '아니오', '거짓'],
    ...['いいえ', '偽'],
  ],
}
