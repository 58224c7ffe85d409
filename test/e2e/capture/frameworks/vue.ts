// A form by Vue: v-model's bindings, no names, a submit handler that reads its own state.
import { createApp, h, reactive } from 'vue'

const state = reactive({ email: '', team: 'red', optin: false })

createApp({
  render: () =>
    h('form', { id: 'f', onSubmit: (event: Event) => event.preventDefault() }, [
      h('input', { id: 'email', value: state.email, onInput: (event: Event) => (state.email = (event.target as HTMLInputElement).value) }),
      h(
        'select',
        { id: 'team', value: state.team, onChange: (event: Event) => (state.team = (event.target as HTMLSelectElement).value) },
        ['red', 'blue'].map((value) => h('option', { value }, value)),
      ),
      h('input', { id: 'optin', type: 'checkbox', checked: state.optin, onChange: () => (state.optin = !state.optin) }),
      h('button', { id: 'go' }, 'Go'),
    ]),
}).mount('#app')
