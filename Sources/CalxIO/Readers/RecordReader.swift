// What every format's reader does: records out of one input, one after the other.

/// Finds the records of one input. Decoding is left to the workers as far as it can be.
protocol RecordReader {
  /// The next record; nil at the end of the input.
  mutating func next() throws(RunError) -> Item?

  /// A further record can probably be had without waiting for a slow producer.
  var isReady: Bool { get }
}
