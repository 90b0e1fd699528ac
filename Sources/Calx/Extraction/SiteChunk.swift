// A place as a sentence names it: organ, part and side joined into one noun phrase.

/// A noun phrase that names a place, such as `the upper pole of the left kidney`.
struct SiteChunk {
  @Packed var tokens: Range<Int>
  /// The organ, or nil when only a part is named.
  var organ: Symbol?
  /// Organs that the parts could belong to, when no organ is named.
  var candidates = OrganSet()
  /// Organ to assume for a bare part.
  var fallback: Symbol?
  /// Tokens of the part's words.
  var parts = TokenRuns()
  /// Part that is only contained in a phrase.
  var partText: Symbol?
  var laterality: Laterality?
  /// Both sides, but only because the organ's name stands in the plural.
  var impliedSide = false
  /// The organ is not the phrase's own but that of a label, an earlier sentence or a default.
  var borrowed = false
  /// Only implied by a disease word.
  var weak = false
  @PackedOptional var sideTokens: Range<Int>? = nil
  /// Further organs that the same words name.
  var also = PlainRows.List()
  /// Tokens of the organ's own words.
  @PackedOptional var organTokens: Range<Int>? = nil

  /// Leaves the organ as a whole.
  mutating func forgetParts() {
    parts = TokenRuns()
    partText = nil
  }

  init(tokens: Range<Int>, organ: Symbol? = nil) {
    _tokens = Packed(wrappedValue: tokens)
    self.organ = organ
  }
}
