/** What the script of a flame graph must know of its texts, in pixels. */
export interface FlameZoomOptions {
  readonly column: number
  readonly padding: number
  readonly thin: number
  /** Says how to zoom, behind the line at the bottom. */
  readonly hint: string
}

/**
 * The script in a flame graph: a click on a box zooms in to it; a click on one above it, or Escape, zooms out. The file says
 * all without it, as it does in an `<img>`, where no script runs.
 *
 * It works on what is drawn: a box that is too narrow to be drawn does not appear by zooming in.
 */
export function flameZoom({ column, padding, thin, hint }: FlameZoomOptions): string {
  return `(() => {
  const graph = document.currentScript.parentNode
  const area = graph.querySelector('.carat-frames')
  const full = area.width.baseVal.value
  const boxes = Array.from(area.children, (group) => {
    const rect = group.querySelector('rect')
    const [left, y, width] = ['x', 'y', 'width'].map((name) => Number(rect.getAttribute(name)))
    return { group, rect, left, y, width, right: left + width, label: group.querySelector('title').textContent.split('\\n')[0] }
  })
  const root = boxes[0]
  const fitted = (label, columns) => {
    const characters = Array.from(label)
    if (characters.length <= columns) return label
    return columns < 3 ? '' : characters.slice(0, columns - 1).join('').trimEnd() + '\\u2026'
  }
  const element = (name, attributes) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name)
    for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key])
    return made
  }
  const draw = (box, left, width) => {
    box.rect.setAttribute('x', left)
    box.rect.setAttribute('width', width)
    box.group.classList.toggle('carat-thin', width < ${thin})
    const old = box.group.querySelector('svg')
    if (old) old.remove()
    const text = fitted(box.label, Math.floor((width - ${2 * padding}) / ${column}))
    if (text === '') return
    const frame = element('svg', { x: left, y: box.y, width: width, height: box.rect.getAttribute('height') })
    const line = element('text', { x: ${padding}, y: 14 })
    line.textContent = text
    frame.append(line)
    box.group.append(frame)
  }
  const zoom = (chosen) => {
    const scale = full / chosen.width
    for (const box of boxes) {
      // Edges are rounded to hundredths of a pixel.
      const isAbove = box.y < chosen.y && box.left <= chosen.left + 0.005 && box.right >= chosen.right - 0.005
      const isWithin = box.y >= chosen.y && box.left >= chosen.left - 0.005 && box.right <= chosen.right + 0.005
      box.group.style.display = isAbove || isWithin ? '' : 'none'
      box.group.classList.toggle('carat-above', isAbove)
      if (isAbove) draw(box, 0, full)
      else if (isWithin) draw(box, (box.left - chosen.left) * scale, box.width * scale)
    }
  }
  area.classList.add('carat-zoomable')
  graph.querySelector('.carat-hint').textContent += ${JSON.stringify(hint)}
  area.addEventListener('click', (event) => {
    const box = boxes.find(({ group }) => group.contains(event.target))
    if (box && box.width > 0) zoom(box)
  })
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && root.width > 0) zoom(root)
  })
})()
`
}
