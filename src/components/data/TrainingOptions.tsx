import { Collapsible } from 'radix-ui'
import { useRef } from 'react'
import type { OptionPath } from '../../spec/options.ts'
import { selectedRun } from '../../store/state.ts'
import { useApp } from '../../store/useApp.ts'
import { OptionControl } from './OptionControl.tsx'

/** What is rarely touched, folded away. */
export function TrainingOptions() {
  const hasSteps = useApp((state) => selectedRun(state).spec.training.steps !== undefined)
  const root = useRef<HTMLDivElement>(null)
  const showAll = () => root.current?.scrollIntoView({ block: 'nearest' })
  const paths: OptionPath[] = [
    'loss',
    'training.learningRate',
    hasSteps ? 'training.steps' : 'training.epochs',
    'training.schedule',
    'training.optimizer',
    'training.batchSize',
    'seed',
  ]
  return (
    <Collapsible.Root className="training-options" ref={root} onOpenChange={(isOpen) => isOpen && requestAnimationFrame(showAll)}>
      <Collapsible.Trigger className="training-options-trigger caps">
        Training
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
          <path d="M3 1.5L6.5 5L3 8.5" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
      </Collapsible.Trigger>
      <Collapsible.Content className="training-options-content">
        {paths.map((path) => (
          <OptionControl key={path} path={path} />
        ))}
      </Collapsible.Content>
    </Collapsible.Root>
  )
}
