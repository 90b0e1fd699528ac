// Groups that are named once: each member has its own place, number and size.

import Testing

@testable import Calx

@Suite("Members of groups") struct MemberTests {
  struct Group: CustomTestStringConvertible {
    let text: String
    /// Side, part, count and size of each mention; `-` in front where it is denied.
    let members: [String]
    var testDescription: String { text }
    init(_ text: String, _ members: String...) { (self.text, self.members) = (text, members) }
  }

  @Test(
    "are mentions of their own",
    arguments: [
      Group("Two calculi in the right kidney and one in the left.", "right  2 ", "left  1 "),
      Group(
        "Left renal stones: one in the upper pole and two in the lower pole.", "left upper pole 1 ",
        "left lower pole 2 "),
      Group("Three renal stones, two right and one left.", "right  2 ", "left  1 "),
      Group(
        "A 6 mm calculus in the lower calyx and another 4 mm in the upper calyx of the right kidney.",
        "right lower calyx  6", "right upper calyx  4"),
      Group(
        "Two calculi in the left kidney, one in the upper pole measuring 4 mm and one in the lower pole measuring 6 mm.",
        "left upper pole 1 4", "left lower pole 1 6"),
      Group("Renal stones: right - none; left - 4 mm, mid pole.", "-right   ", "left mid pole  4"),
      Group("Two stones in the left kidney, one of them in the lower pole.", "left lower pole 2 "),
      Group(
        "Bilateral ureteric calculi: 5 mm in the right ureter and 7 mm in the left ureter, each with moderate hydronephrosis.",
        "right   5", "left   7"),
    ])
  func members(_ g: Group) throws {
    let found = try Reading(g.text).mentions.map { m in
      (m.presence == .absent ? "-" : "") + (m.laterality?.rawValue ?? "") + " " + (m.part ?? "") + " "
        + (m.count.map(String.init) ?? "") + " " + m.sizeMM.map { String(Int($0)) }.joined(separator: ",")
    }
    #expect(found == g.members)
  }
}
