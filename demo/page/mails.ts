// Templates of the transactional e-mails, as a marketer writes them in a Braze campaign that is triggered by the event.
export interface Mail {
  event: string
  from: string
  subject: string
  title: string
  body: string[]
  button: string
}

export const MAILS: Mail[] = [
  {
    event: 'Competition Entered',
    from: 'Summer Footy <hello@footy.example>',
    subject: "{{event_properties.${first_name} | default: 'Hi'}}, you’re in the draw",
    title: "You’re in, {{event_properties.${first_name} | default: 'footy fan'}}!",
    body: [
      "Your entry for “{{event_properties.${card}}}” is in. If your name comes up, {{event_properties.${prize}}} in size {{event_properties.${jersey_size} | default: 'M'}} is on its way to you.",
      'We draw the winner on {{event_properties.${draw_date}}}. No need to do anything else.',
    ],
    button: 'See all competitions',
  },
  {
    event: 'Quiz Entered',
    from: 'Summer Footy <hello@footy.example>',
    subject: "Nice kick, {{event_properties.${first_name} | default: 'footy fan'}}",
    title: "Thanks for playing, {{event_properties.${first_name} | default: 'footy fan'}}!",
    body: [
      'You’ve finished “{{event_properties.${card}}}” and you’re in the draw for {{event_properties.${prize}}}.',
      "We’ll cheer for {{custom_attribute.${favourite_team} | default: 'your team'}} with you on Saturday.",
    ],
    button: 'Play another card',
  },
]
