// `calx analyze --to html`: a whole page, one article a record, the same whatever the number of workers.

import Foundation
import Testing

struct ReviewPageCommandTests {
  @Test func onePageWithAnArticleForEveryRecord() throws {
    let one = try CalxProcess(["analyze", CalxProcess.reports, "--to", "html"])
    let four = try CalxProcess(["analyze", CalxProcess.reports, "--to", "html", "--jobs", "4"])
    let lines = try CalxProcess(["analyze", CalxProcess.reports]).lines.count
    #expect(one.status == 0)
    #expect(one.text.hasPrefix("<!DOCTYPE html>") && one.text.hasSuffix("</html>\n"))
    #expect(one.text.components(separatedBy: "<article ").count - 1 == lines)
    #expect(one.text.contains("id=\"r\(lines)\"") && !one.text.contains("id=\"r\(lines + 1)\""))
    #expect(one.output == four.output)
  }

  @Test func recordThatFailsHasItsRow() throws {
    let input = Data("{\"id\":\"a\",\"text\":\"Gallstones.\"}\n{\"id\":\"b\",\n".utf8)
    let page = try CalxProcess(["analyze", "--to", "html"], input: input).text
    #expect(page.components(separatedBy: "<article ").count - 1 == 2)
    #expect(page.contains("not read"))
  }

  @Test(arguments: ["html", "table"])
  func noActingCharacterOfAReportIsWritten(_ format: String) throws {
    let input = Data(
      "{\"id\":\"a\\u001b[31m\",\"text\":\"Gall\\u001b]0;x\\u0007 stones.\\u202e Renal calculus\\u009b2J\"}\n"
        .utf8)
    let scalars = try CalxProcess(["analyze", "--to", format], input: input).text.unicodeScalars
    #expect(
      scalars.allSatisfy {
        $0 == "\n" || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0.value != 0x202E
      })
  }
}
