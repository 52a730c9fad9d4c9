interface MessageCardProps {
  readonly tone: 'error' | 'note'
  readonly title?: string
  readonly text: string
  /** The one message that is to be found on the page. */
  readonly isMain: boolean
  /** What can be done; the first is the likeliest. */
  readonly answers?: readonly { readonly label: string; readonly onClick: () => void }[]
  readonly onDismiss?: () => void
}

/** One message, with its answers. */
export function MessageCard({ tone, title, text, isMain, answers = [], onDismiss }: MessageCardProps) {
  return (
    <div className={`message is-${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
      <Sign tone={tone} />
      <div>
        {title && <h2>{title}</h2>}
        <p data-testid={isMain ? 'message' : undefined}>{text}</p>
      </div>
      {onDismiss && (
        <button type="button" className="message-close" aria-label="Dismiss" onClick={onDismiss}>
          <svg
            width="12"
            height="12"
            viewBox="0 0 12 12"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.75"
            strokeLinecap="round"
            aria-hidden="true"
          >
            <path d="M1.5 1.5l9 9M10.5 1.5l-9 9" />
          </svg>
        </button>
      )}
      {answers.length > 0 && (
        <div className="message-actions">
          {answers.map(({ label, onClick }) => (
            <button key={label} type="button" onClick={onClick}>
              {label}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

/** An hourglass that has cracked, or a plain dot with a line. */
function Sign({ tone }: { readonly tone: 'error' | 'note' }) {
  return (
    <svg
      className="message-sign"
      viewBox="0 0 22 22"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {tone === 'error' ? (
        <path d="M5 2.5h12M5 19.5h12M6.5 2.5c0 4.5 4.5 5.5 4.5 8.5s-4.5 4-4.5 8.5M15.5 2.5c0 4.5-4.5 5.5-4.5 8.5M13 13.5c1.3 1.4 2.5 3 2.5 6" />
      ) : (
        <path d="M11 10v5M11 7v.01M11 19.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z" />
      )}
    </svg>
  )
}
