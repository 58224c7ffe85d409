// Templates: a text with source paths in braces, `{card.id}-{field.team}`.

/** Texts and source paths in turn, beginning with a text, which may be empty. */
export function templateParts(template: string): string[] {
  return template.split(/\{([^{}]*)\}/)
}

/** The source paths alone, such as `card.id` and `field.team`. */
export function templatePaths(template: string): string[] {
  return templateParts(template).filter((_, index) => index % 2 === 1)
}
