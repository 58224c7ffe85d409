// The sample hub's cards: what a Komo administrator would have set up. The fields' ids stand for Komo's Unique IDs; only some are in the hub file.
export interface Field {
  id: string
  label: string
  kind: 'text' | 'email' | 'tel' | 'number' | 'select' | 'checkbox' | 'checks'
  options?: [value: string, text: string][]
  required?: boolean
  placeholder?: string
  inputMode?: 'numeric'
}

export interface Question {
  id: string
  text: string
  answers: string[]
  /** Index of the right one; a poll has none. */
  right?: number
}

export interface Card {
  id: string
  type: 'Quiz' | 'Competition' | 'Poll'
  subType: string
  name: string
  teaser: string
  art: 'ball' | 'jersey' | 'posts' | 'ticket'
  form?: { at: 'start' | 'end'; title: string; send: string; thanks: string; fields: Field[] }
  questions?: Question[]
}

const email: Field = { id: 'email', label: 'E-mail', kind: 'email', required: true, placeholder: 'you@example.com' }
const firstName: Field = { id: 'first_name', label: 'First name', kind: 'text', required: true }
const privacy: Field = { id: 'privacy', label: 'I agree to the terms and the privacy policy', kind: 'checkbox', required: true }
const newsletter: Field = { id: 'newsletter', label: 'Send me match news by e-mail', kind: 'checkbox' }
const message: Field = { id: 'note_to_team', label: 'A word for your team (stays with us)', kind: 'text' }

export const CARDS: Card[] = [
  {
    id: '6f0e7a52-3c1d-4a86-9b0e-1d5a4c2f7e01',
    type: 'Quiz',
    subType: 'Standard',
    name: 'The Big Footy Quiz',
    teaser: 'Three questions. A year of match passes.',
    art: 'ball',
    questions: [
      { id: 'q1', text: 'How many points is a goal worth?', answers: ['One', 'Three', 'Six'], right: 2 },
      {
        id: 'q2',
        text: 'What is the bounce at the start of a quarter called?',
        answers: ['Kick-off', 'Centre bounce', 'Tip-off'],
        right: 1,
      },
      { id: 'q3', text: 'How many players does a team have on the field?', answers: ['Eleven', 'Fifteen', 'Eighteen'], right: 2 },
    ],
    form: {
      at: 'end',
      title: 'You scored {score} of 3. Go in the draw!',
      send: 'Enter the draw',
      thanks: 'You’re in. Good luck!',
      fields: [
        firstName,
        { id: 'last_name', label: 'Last name', kind: 'text' },
        email,
        {
          id: 'team',
          label: 'Your team',
          kind: 'select',
          options: [
            ['sharks', 'Harbour Sharks'],
            ['roos', 'Valley Roos'],
            ['kites', 'Ridge Kites'],
          ],
        },
        { id: 'games', label: 'Games you went to last season', kind: 'number' },
        message,
        newsletter,
        privacy,
      ],
    },
  },
  {
    id: '6f0e7a52-3c1d-4a86-9b0e-1d5a4c2f7e02',
    type: 'Competition',
    subType: 'Entry form',
    name: 'Win a signed jersey',
    teaser: 'Straight from the grand-final rooms.',
    art: 'jersey',
    form: {
      at: 'start',
      title: 'Where shall we send it?',
      send: 'Enter now',
      thanks: 'Entry received. We draw on 31 January.',
      fields: [
        firstName,
        email,
        { id: 'mobile', label: 'Mobile', kind: 'tel', placeholder: '0491 570 156' },
        { id: 'birthday', label: 'Birthday', kind: 'text', placeholder: 'DD/MM/YYYY', inputMode: 'numeric' },
        {
          id: 'jersey',
          label: 'Jersey size',
          kind: 'select',
          options: [
            ['S', 'Small'],
            ['M', 'Medium'],
            ['L', 'Large'],
          ],
        },
        {
          id: 'interests',
          label: 'I’m here for',
          kind: 'checks',
          options: [
            ['Live games', 'Live games'],
            ['Tipping', 'Tipping'],
            ['Junior footy', 'Junior footy'],
          ],
        },
        message,
        newsletter,
        privacy,
      ],
    },
  },
  {
    id: '6f0e7a52-3c1d-4a86-9b0e-1d5a4c2f7e03',
    type: 'Poll',
    subType: 'Single choice',
    name: 'Who takes the grand final?',
    teaser: 'Tip now. Gloat later.',
    art: 'posts',
    questions: [{ id: 'p1', text: 'Who takes the grand final?', answers: ['Harbour Sharks', 'Valley Roos', 'Ridge Kites'] }],
  },
  {
    id: '6f0e7a52-3c1d-4a86-9b0e-1d5a4c2f7e04',
    type: 'Competition',
    subType: 'Entry form',
    name: 'VIP box draw',
    teaser: 'One entry per person. You’ve had yours.',
    art: 'ticket',
    form: {
      at: 'start',
      title: 'Try your luck again?',
      send: 'Enter the draw',
      thanks: '',
      fields: [firstName, email, newsletter, privacy],
    },
  },
]

/** The card whose every entry the hub refuses: its entry limit is used up. */
export const REFUSING_CARD = '6f0e7a52-3c1d-4a86-9b0e-1d5a4c2f7e04'
