import { expect, it } from 'vitest'
import { grouped } from './sheet'

it('puts figures under their headings, in their order', () => {
  const figure = (key: string, unit: 'days' | 'money') => ({ key, unit, required: true, value: '1' })
  const groups = grouped([figure('class.loss', 'days'), figure('stage.2', 'days'), figure('waive', 'money')])
  expect(groups.map((group) => [group.name, group.figures.length])).toEqual([
    ['class', 1],
    ['stage', 1],
    ['money', 1],
  ])
})
