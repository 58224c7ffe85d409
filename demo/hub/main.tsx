// The sample hub: a page of cards that open in dialogs. Behaves as Komo's documentation says; the script is added as a tag manager adds it.
import { render } from 'preact'
import { useState } from 'preact/hooks'
import { Art } from './art.tsx'
import { CardDialog } from './card-dialog.tsx'
import { CARDS, type Card } from './cards.ts'
import { pushEvent } from './data-layer.ts'
import { addScript, SCRIPT_ID } from './tag-manager.ts'
import { forwardTrace, obeyDemo, watchScript } from './to-demo.ts'

function Hub() {
  const [playing, setPlaying] = useState<Card>()
  return (
    <>
      <header class="masthead" aria-label="Summer Footy">
        <p class="season">Season 2027</p>
        <h1>
          Summer
          <br />
          Footy
        </h1>
        <p class="next">
          <b>Sharks</b> v <b>Roos</b> · Sat 7.40 pm
        </p>
      </header>
      <main aria-label="Cards">
        {CARDS.map((card) => (
          <button key={card.id} class={`card ${card.art}`} data-card={card.type.toLowerCase()} onClick={() => setPlaying(card)}>
            <Art of={card.art} />
            <strong>{card.name}</strong>
            <span>{card.teaser}</span>
          </button>
        ))}
      </main>
      <footer>A sample hub. No such league, no such prizes.</footer>
      {playing && <CardDialog card={playing} onClose={() => setPlaying(undefined)} />}
    </>
  )
}

const root = document.getElementById('hub')
if (root) render(<Hub />, root)
pushEvent('page-viewed')
forwardTrace()
obeyDemo()
watchScript(SCRIPT_ID)
const { script } = document.documentElement.dataset
if (script) addScript(script)
