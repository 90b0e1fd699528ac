// A plain reader of RFC 4180, for tests that read back what was written.

/// The rows of a CSV text; nil when a quote is out of place.
func csvRows(_ text: String) -> [[String]]? {
  var rows: [[String]] = []
  var row: [String] = []
  var cell = String.UnicodeScalarView()
  var quoted = false
  var closed = false
  let scalars = Array(text.unicodeScalars)
  var i = 0
  while i < scalars.count {
    let c = scalars[i]
    if quoted {
      if c == "\"", i + 1 < scalars.count, scalars[i + 1] == "\"" {
        cell.append(c)
        i += 1
      } else if c == "\"" {
        quoted = false
        closed = true
      } else {
        cell.append(c)
      }
    } else if c == "\"" {
      if !cell.isEmpty || closed { return nil }
      quoted = true
    } else if c == "," || c == "\r" && i + 1 < scalars.count && scalars[i + 1] == "\n" {
      row.append(String(cell))
      cell.removeAll()
      closed = false
      if c == "\r" {
        rows.append(row)
        row = []
        i += 1
      }
    } else if closed || c == "\r" || c == "\n" {
      return nil
    } else {
      cell.append(c)
    }
    i += 1
  }
  return quoted || !row.isEmpty || !cell.isEmpty ? nil : rows
}
