// The script's entry: wires the stages.
declare const __VERSION__: string

Object.assign(window, { komoBraze: { version: __VERSION__ } })
export {}
