// What a hub's route answers with: plain data, so that the accept path needs no Response of its own.

export interface Answer {
  status: number
  headers: Record<string, string>
  body: string | null
}

export function toResponse({ status, headers, body }: Answer): Response {
  return new Response(body, { status, headers })
}
