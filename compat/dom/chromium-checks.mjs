/** What holds in a browser, where the engine has the nodes and most classes of the web. Runs in the page. */

/** The checks by name: each is run in the page with the modules, and throws. */
export const chromiumChecks = {
  'an element weighs its children, texts and attributes': ({ sizeOf }) => {
    const element = document.createElement('div')
    const empty = sizeOf(element)
    element.setAttribute('title', 'x'.repeat(100))
    if (sizeOf(element) - empty !== 100) throw new Error(`an attribute of 100 B: ${sizeOf(element) - empty}`)
    const text = document.createTextNode('ő'.repeat(50))
    const alone = sizeOf(text)
    element.appendChild(text)
    if (sizeOf(element) - empty !== 100 + alone) throw new Error(`${sizeOf(element)} ${empty} ${alone}`)
    text.data += 'x'.repeat(10)
    if (sizeOf(element) - empty !== 100 + alone + 20) throw new Error('a two-byte character takes two bytes each')
  },
  'an element is weighed without its parent and siblings': ({ sizeOf }) => {
    const parent = document.createElement('div')
    parent.innerHTML = `<p>first</p><p>${'second'.repeat(1000)}</p>`
    if (sizeOf(parent.firstChild) > 500) throw new Error(`${sizeOf(parent.firstChild)} B`)
    if (sizeOf(parent) < 6000) throw new Error(`${sizeOf(parent)} B`)
  },
  'a node says that the engine holds the rest': ({ measure }) => {
    const { unseen, exact, warnings } = measure(document.createElement('div'))
    if (exact || unseen.length !== 1 || unseen[0].reason !== 'native memory') throw new Error(JSON.stringify(unseen))
    if ((warnings ?? []).length > 0) throw new Error(JSON.stringify(warnings))
  },
  'objects of the web say that the engine holds them': ({ measure }) => {
    const controller = new AbortController()
    const objects = [
      ...[new URL('https://carat.example/'), new URLSearchParams('a=1'), new Headers({ a: 'b' }), new FormData()],
      ...[new Request('https://carat.example/'), new Response('text'), controller, controller.signal, new Event('x')],
      ...[new CustomEvent('x'), new MessageEvent('x'), new Blob(['x']), new File(['x'], 'x'), new EventTarget()],
      ...[new ReadableStream(), new WritableStream(), new TransformStream(), new TextDecoder(), new TextEncoder()],
      ...[new MessageChannel().port1],
    ]
    for (const object of objects) {
      const { unseen, warnings } = measure(object)
      const name = Object.prototype.toString.call(object)
      if (unseen[0]?.reason !== 'native memory' || unseen[0].count !== 1)
        throw new Error(`${name}: ${JSON.stringify(unseen)}`)
      if ((warnings ?? []).length > 0) throw new Error(`${name}: ${JSON.stringify(warnings)}`)
    }
  },
  'the presets of Node.js do nothing': ({ node }) => {
    if (node.types.length > 0) throw new Error(node.types.join(' '))
  },
  'no getter of a subclass runs': ({ measure }) => {
    class Lying extends EventTarget {
      get firstChild() {
        throw new Error('firstChild was called')
      }
    }
    measure(new Lying())
    const element = document.createElement('div')
    for (const name of ['firstChild', 'getAttributeNames', 'data']) {
      Object.defineProperty(element, name, {
        get() {
          throw new Error(`${name} was called`)
        },
      })
    }
    measure(element)
  },
}
