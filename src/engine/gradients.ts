// tfjs-core comes without the gradients of its operations; this package registers all of them. (tfjs-core's own list of them can't be
// imported in Node, where it is written for bundlers.)
import '@tensorflow/tfjs-layers'
