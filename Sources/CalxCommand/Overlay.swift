// The overlay folder as files.

import Calx
import CalxIO

extension LexiconOptions {
  /// The files of the overlay folder; none without one.
  func overlay() throws(RunError) -> [LexiconFile] {
    guard let lexicons else { return [] }
    return try LexiconFolder.files(below: lexicons)
  }
}
