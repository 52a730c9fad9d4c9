/** Makes this the element's text, if it is not. The same text node stays: the browser need only shape it anew, not put another into its layout. */
export function setText(element: Element, text: string): void {
  const { firstChild, childNodes } = element
  if (childNodes.length !== 1 || !(firstChild instanceof Text)) element.textContent = text
  else if (firstChild.data !== text) firstChild.data = text
}
