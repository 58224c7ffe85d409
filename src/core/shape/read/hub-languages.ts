// The languages that hubs use: names of countries and languages are read in these.
export const HUB_LANGUAGES = ['en', 'es', 'pt-BR', 'pt', 'de', 'fr', 'ko', 'ja']
