// What the module takes from JavaScript, beside its memory.

/** Natural logarithm. AssemblyScript's own brings a table, which would lie in the middle of tfjs's static data. */
export declare function log(x: f64): f64
