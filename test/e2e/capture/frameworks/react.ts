// A form by react-hook-form: inputs registered by name, a controlled box, values handed to a handler that never builds a FormData.
import { createElement as h, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { useForm } from 'react-hook-form'

function Entry() {
  const { register, handleSubmit } = useForm()
  const [agreed, setAgreed] = useState(false)
  return h(
    'form',
    { onSubmit: handleSubmit(() => {}), id: 'f' },
    h('input', { ...register('email', { required: true }), id: 'email' }),
    h('select', register('team'), h('option', null, 'red'), h('option', null, 'blue')),
    h('button', { type: 'button', role: 'checkbox', id: 'optin', 'aria-checked': agreed, onClick: () => setAgreed(!agreed) }),
    h('button', { id: 'go' }, 'Go'),
  )
}

createRoot(document.querySelector('#app') as Element).render(h(Entry))
