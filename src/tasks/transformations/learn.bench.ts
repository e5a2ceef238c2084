import { bench } from 'vitest'
import { random } from '../../base/random.ts'
import { learnTransformation } from './learn.ts'

const draw = random(7)
const digits = (n: number) => Array.from({ length: n }, () => Math.floor(draw() * 10)).join('')
const examples = Array.from({ length: 50 }, (_, i) => {
  const [street, town, code] = [`${digits(2)} Street${i} St`, `Town${i}`, digits(4)]
  return { inputs: [`${street}, ${town}, VIC ${code}, Australia`], output: code }
})

bench(`learn a transformation of ${examples.length} addresses`, () => void learnTransformation(examples))
