import { describe, expect, it } from 'vitest'
import { changesOf, textOf, typedOf, type Gate, type GateValue } from '../../src/core/gate.ts'

const value = (type: string, data: unknown, more: Partial<GateValue> = {}): GateValue => ({ name: type, title: type, type, values: [], fields: [], arrived: true, data, ...more })
const gate = (...edits: GateValue[]): Gate => ({ step: 3, node: 'gate', path: [], attempt: 1, title: 'Gate', asks: '', minutes: 2, sees: [], edits })

describe('a gate', () => {
  it('shows each value as a person writes it', () => {
    expect(textOf(value('money', { eur: 12.5 }))).toBe('12.5')
    expect(textOf(value('number', 3))).toBe('3')
    expect(textOf(value('boolean', false))).toBe('false')
    expect(textOf(value('list', ['a']))).toBe('[\n "a"\n]')
    expect(textOf(value('text', null))).toBe('')
    expect(textOf(value('money', {}))).toBe('')
    expect(textOf(value('money', 'about twelve'))).toBe('about twelve')
  })

  it('sends only what was changed', () => {
    const shown = gate(value('text', 'Dear Ann'), value('money', { eur: 12.5 }))
    expect(changesOf(shown, typedOf(shown))).toEqual({ values: {}, wrong: {} })
    expect(changesOf(shown, { ...typedOf(shown), money: '13,75' })).toEqual({ values: { money: { eur: 13.75 } }, wrong: {} })
  })

  it('leaves a value empty where nothing is written', () => {
    expect(changesOf(gate(value('enum', 'sales')), { enum: '' }).values).toEqual({ enum: null })
  })

  it('says what to write where it cannot be read', () => {
    for (const type of ['number', 'money', 'boolean', 'list', 'record']) {
      const { values, wrong } = changesOf(gate(value(type, null)), { [type]: 'nonsense {' })
      expect(values).toEqual({})
      expect(wrong[type]).toContain('Write ')
    }
    expect(changesOf(gate(value('list', null)), { list: '{"a": 1}' }).wrong.list).toContain('list')
    expect(changesOf(gate(value('record', null)), { record: '[1]' }).wrong.record).toContain('record')
    expect(changesOf(gate(value('number', null)), { number: '1e999' }).wrong.number).toContain('number')
  })

  it('keeps the words of a text as they were typed', () => {
    expect(changesOf(gate(value('text', 'a')), { text: '  two  ' }).values).toEqual({ text: '  two  ' })
  })
})
