import { type PetriNet, PetriNetBuilder } from '../model/petri-net.ts'

/** Reads the plain PNML that other tools write, for tests alone: one page, ProM's mark of silent transitions, final markings. */
export function netOfPnml(text: string): PetriNet {
  const builder = new PetriNetBuilder()
  const initial: [number, number][] = []
  for (const [, id, body] of text.matchAll(/<place id="([^"]+)">([\s\S]*?)<\/place>/g)) {
    const place = builder.place(id!)
    const tokens = /<initialMarking>\s*<text>(\d+)<\/text>/.exec(body!)
    if (tokens) initial.push([place, Number(tokens[1])])
  }
  for (const [, id, body] of text.matchAll(/<transition id="([^"]+)">([\s\S]*?)<\/transition>/g)) {
    const name = /<text>([\s\S]*?)<\/text>/.exec(body!)![1]!
    builder.transition(body!.includes('$invisible$') ? null : unescaped(name), id!)
  }
  for (const [, source, target] of text.matchAll(/<arc [^>]*source="([^"]+)" target="([^"]+)"/g)) {
    const from = builder.placeOf(source!)
    if (from === undefined) builder.puts(builder.transitionOf(source!)!, builder.placeOf(target!)!)
    else builder.takes(builder.transitionOf(target!)!, from)
  }
  const final = Array.from(text.matchAll(/<marking>([\s\S]*?)<\/marking>/g), ([, body]) =>
    Array.from(body!.matchAll(/<place idref="([^"]+)">\s*<text>(\d+)<\/text>/g), ([, id, tokens]): [number, number] => [
      builder.placeOf(id!)!,
      Number(tokens),
    ]),
  )
  return builder.build(initial, final)
}

const unescaped = (text: string) =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
