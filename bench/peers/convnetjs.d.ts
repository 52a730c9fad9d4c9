// The part of ConvNetJS 0.3.0 that the benchmark uses; the package ships no types.

declare module 'convnetjs' {
  export class Vol {
    w: Float64Array
    constructor(width: number, height: number, depth: number, value?: number)
  }

  interface Layer {
    readonly layer_type: string
    readonly num_inputs: number
    readonly out_depth: number
    /** One a unit: its weights, by input. */
    readonly filters: Vol[]
    readonly biases: Vol
  }

  export class Net {
    readonly layers: Layer[]
    makeLayers(definitions: object[]): void
  }

  export class Trainer {
    constructor(net: Net, options: object)
    train(input: Vol, target: Float64Array): { readonly loss: number }
  }
}
