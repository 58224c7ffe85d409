// A form of Material Web: form-associated custom elements with their controls in shadow roots, submitted by a custom element.
import '@material/web/button/filled-button.js'
import '@material/web/checkbox/checkbox.js'
import '@material/web/select/outlined-select.js'
import '@material/web/select/select-option.js'
import '@material/web/textfield/outlined-text-field.js'

const app = document.querySelector('#app') as Element
app.innerHTML = `<form id="f">
  <md-outlined-text-field id="email" name="email" label="E-mail"></md-outlined-text-field>
  <md-outlined-select name="team"><md-select-option value="red" selected></md-select-option><md-select-option value="blue"></md-select-option></md-outlined-select>
  <md-checkbox id="optin" name="optin" value="yes"></md-checkbox>
  <md-filled-button id="go">Go</md-filled-button>
</form>`
app.querySelector('form')?.addEventListener('submit', (event) => event.preventDefault())
