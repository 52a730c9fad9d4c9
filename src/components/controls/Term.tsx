import { Tooltip } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import './Term.css'

/** Explains its one child, an element that can have the focus or be hovered, in a sentence. */
export function Term({
  explanation,
  children,
  side = 'top',
}: {
  readonly explanation: ReactNode
  readonly children: ReactElement
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
}) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="term" side={side} sideOffset={7} collisionPadding={10}>
          {explanation}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
