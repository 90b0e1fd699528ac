// A report taken apart, as those that read it share it.

/// A document that no longer changes, held by reference: binders share it without copying its arrays.
final class Reading {
  let document: Document
  init(_ document: Document) { self.document = document }
}
