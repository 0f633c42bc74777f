/** The reading inside the text: underlines and signs in the margin, which move along while somebody types. */
import { RangeSetBuilder, StateEffect, StateField, type EditorState, type Extension, type Text } from '@codemirror/state'
import { Decoration, EditorView, gutter, GutterMarker, type DecorationSet } from '@codemirror/view'
import { sentenceAt, SIGNS, type Reading, type Standing } from '../../core/reading.ts'

interface Mark { start: number; end: number; standing: Standing; title: string }
interface Marks { sentences: Mark[]; lit: number }

const setMarks = StateEffect.define<Mark[]>()
const setLit = StateEffect.define<number>()
const NONE: Marks = { sentences: [], lit: -1 }

const field = StateField.define<Marks>({
  create: () => NONE,
  update(marks, transaction) {
    let { sentences, lit } = marks
    if (transaction.docChanged) {
      sentences = sentences.map((mark) => ({ ...mark, start: transaction.changes.mapPos(mark.start, 1), end: transaction.changes.mapPos(mark.end, -1) }))
        .filter((mark) => mark.start < mark.end)
      if (sentences.length !== marks.sentences.length) lit = -1
    }
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) sentences = effect.value
      else if (effect.is(setLit)) lit = effect.value
    }
    return sentences === marks.sentences && lit === marks.lit ? marks : { sentences, lit }
  },
  provide: (own) => EditorView.decorations.from(own, draw),
})

/** Underlines for what was understood or contradicts; a tint for the sentence that is meant. */
function draw({ sentences, lit }: Marks): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  sentences.forEach((mark, at) => {
    builder.add(mark.start, mark.end, Decoration.mark({
      class: `read read-${mark.standing}${at === lit ? ' read-lit' : ''}`, attributes: { 'data-sentence': String(at), ...(mark.title ? { title: mark.title } : {}) },
    }))
  })
  return builder.finish()
}

class Sign extends GutterMarker {
  constructor(readonly standing: Standing) { super() }
  override eq(other: Sign): boolean { return other.standing === this.standing }
  override toDOM(): HTMLElement {
    const sign = document.createElement('span')
    sign.className = `read-sign read-sign-${this.standing}`
    sign.textContent = SIGNS[this.standing]
    return sign
  }
}

const MARKERS = { understood: new Sign('understood'), faint: new Sign('faint'), against: new Sign('against') }

/** The sign of a line: what speaks against a rule counts before what was understood. */
function signOf(state: EditorState, from: number, to: number): Sign | null {
  const there = new Set(state.field(field).sentences.filter((mark) => mark.start < to && mark.end > from).map((mark) => mark.standing))
  for (const standing of ['against', 'understood', 'faint'] as const) if (there.has(standing)) return MARKERS[standing]
  return null
}

const margin = gutter({
  class: 'cm-reading',
  lineMarker: (view, line) => signOf(view.state, line.from, line.to),
  lineMarkerChange: (update) => update.startState.field(field).sentences !== update.state.field(field).sentences,
  initialSpacer: () => MARKERS.understood,
})

/** Marks that follow the reading; told is which sentence the caret (`onHold`) and the pointer (`onHover`) are in, -1 for none. */
export function readingMarks(onHold: (at: number) => void, onHover: (at: number) => void): Extension {
  return [
    field, margin,
    EditorView.domEventHandlers({
      mouseover: (event) => {
        const mark = (event.target as HTMLElement).closest<HTMLElement>('[data-sentence]')
        onHover(mark ? Number(mark.dataset.sentence) : -1)
      },
      mouseleave: () => onHover(-1),
    }),
    EditorView.updateListener.of((update) => {
      const isNew = update.startState.field(field).sentences !== update.state.field(field).sentences
      if (!update.view.hasFocus || !(isNew || update.selectionSet || update.focusChanged)) return
      onHold(sentenceAt(update.state.field(field).sentences, update.state.selection.main.head))
    }),
  ]
}

const titleOf = ({ understood, contradicts }: Reading['sentences'][number]): string =>
  [...understood.map((item) => item.title), ...contradicts.map((item) => `speaks against: ${item.title}`)].join(', ')

const isText = (text: Text, content: string): boolean => text.length === content.length && text.toString() === content

/** Shows a reading in the text that it was made of; one of an older text is left out, a newer is on its way. */
export function showReading(view: EditorView, reading: Reading | null): void {
  if (reading && !isText(view.state.doc, reading.of)) return
  const sentences = (reading?.sentences ?? []).map((sentence) => ({ start: sentence.start, end: sentence.end, standing: sentence.standing, title: titleOf(sentence) }))
  view.dispatch({ effects: setMarks.of(sentences) })
}

/** Tints one sentence (-1: none). */
export function lightSentence(view: EditorView, at: number): void {
  if (view.state.field(field).lit !== at) view.dispatch({ effects: setLit.of(at) })
}
