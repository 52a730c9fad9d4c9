import { Collapsible } from 'radix-ui'
import { type ReactNode, useRef } from 'react'

/** What is rarely touched, folded away under its name. */
export function Disclosure({ name, mark, children }: { readonly name: string; readonly mark?: ReactNode; readonly children: ReactNode }) {
  const root = useRef<HTMLDivElement>(null)
  const showAll = () => root.current?.scrollIntoView({ block: 'nearest' })
  return (
    <Collapsible.Root className="disclosure" ref={root} onOpenChange={(isOpen) => isOpen && requestAnimationFrame(showAll)}>
      <Collapsible.Trigger className="disclosure-trigger">
        <span className="caps">{name}</span>
        {mark && <span className="disclosure-mark">{mark}</span>}
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
          <path d="M3 1.5L6.5 5L3 8.5" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
      </Collapsible.Trigger>
      <Collapsible.Content className="disclosure-content">{children}</Collapsible.Content>
    </Collapsible.Root>
  )
}
