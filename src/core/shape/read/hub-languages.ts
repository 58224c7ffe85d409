// The languages that hubs use, by whose names countries and languages are known.
export const HUB_LANGUAGES = ['en', 'es', 'pt-BR', 'pt', 'de', 'fr', 'ko', 'ja']
