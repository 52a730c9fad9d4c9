import * as tf from '@tensorflow/tfjs-core'
import { composeKernel, meanOf } from './composeKernel.ts'

/** Binary cross-entropy from logits as objectives/bce.ts has it, ln(1 + e^-|z|) as -ln sigmoid(|z|): value and gradient, (sigmoid(z) - x) / elements. */
export const bceKernel = composeKernel('HourglassBce', (inputs) => {
  const { logits, target } = inputs as Record<'logits' | 'target', tf.Tensor2D>
  const logSigmoid = tf.log(tf.sigmoid(tf.abs(logits)))
  const value = meanOf(tf.sub(tf.sub(tf.relu(logits), tf.mul(logits, target)), logSigmoid))
  return [value, tf.mul(tf.sub(tf.sigmoid(logits), target), 1 / logits.size)]
})

/** Mean squared error after the output's activation: value and gradient by the logits, 2 (y - x) f'(z) / elements. */
export const mseKernel = composeKernel('HourglassMse', (inputs, { output }) => {
  const { logits, target } = inputs as Record<'logits' | 'target', tf.Tensor2D>
  const y = output === 'sigmoid' ? tf.sigmoid(logits) : logits
  const difference = tf.sub(y, target)
  const slope = tf.mul(difference, 2 / logits.size)
  return [meanOf(tf.mul(difference, difference)), output === 'sigmoid' ? tf.mul(slope, tf.mul(y, tf.sub(1, y))) : slope]
})
