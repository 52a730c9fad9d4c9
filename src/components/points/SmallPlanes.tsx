import { useRef } from 'react'
import { useActions } from '../../store/useApp.ts'
import { paintChosen, paintComesOut, paintDecoded, paintDifference } from './paintPoints.ts'
import './Points.css'
import { type PointPicture, usePointCanvas } from './usePointCanvas.ts'

/** In a smaller picture words would cover what they speak of. */
const NAMED_SIDE = 60

interface SmallPlaneProps {
  /** Side in CSS pixels. */
  readonly size: number
}

/** The point that goes in, among all others. */
export function InputPlane({ size }: SmallPlaneProps) {
  return <SmallPlane size={size} label="What goes into the network" paint={paintChosen} />
}

/** Where it comes out. */
export function OutputPlane({ size }: SmallPlaneProps) {
  return <SmallPlane size={size} label="What comes out of the network" paint={paintComesOut} />
}

/** From where it should have come out to where it did, looked at as near as need be. */
export function DifferencePlane({ size }: SmallPlaneProps) {
  const times = useRef<HTMLSpanElement>(null)
  const { shownSample } = useActions()
  const paint = (picture: PointPicture) => {
    const nearer = paintDifference(picture, shownSample()?.clean ?? null)
    if (times.current) times.current.textContent = nearer > 1 && size >= NAMED_SIDE ? `${nearer}×` : ''
  }
  return (
    <div className="small-plane">
      <SmallPlane size={size} label="The difference: from the point to where it comes out" paint={paint} />
      <span className="small-plane-times" ref={times} title="So many times nearer than the pictures beside it" />
    </div>
  )
}

/** What the decoder makes of the code that is pointed at. */
export function DecodedPlane({ size }: SmallPlaneProps) {
  const paint = (picture: PointPicture) => {
    const place = picture.state.view.probedPoint
    if (place) paintDecoded(picture, place)
  }
  return <SmallPlane size={size} label="What the decoder makes of this place" paint={paint} />
}

function SmallPlane({ size, label, paint }: SmallPlaneProps & { readonly label: string; readonly paint: (picture: PointPicture) => void }) {
  const { canvas, size: pixels } = usePointCanvas(size, paint)
  return (
    <div className="small-plane">
      <canvas ref={canvas} {...pixels} role="img" aria-label={label} style={{ width: size, height: size }} />
    </div>
  )
}
