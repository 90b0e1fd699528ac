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
      Group(
        "Calculus in upper calyx (6 mm) and lower calyx (4 mm) of right kidney.", "right upper calyx  6",
        "right lower calyx  4"),
      Group(
        "A calculus is present in each kidney: right upper calyx 4 mm, left lower pole 7 mm.",
        "right upper calyx  4", "left lower pole  7"),
      Group("Calcified nodules: RUL 4 mm, LLL 3 mm.", "right upper lobe  4", "left lower lobe  3"),
      Group(
        "A tiny calcification lies at each optic nerve head, 1 mm on the right and 2 mm on the left.",
        "right optic nerve head  1", "left optic nerve head  2"),
    ])
  func members(_ g: Group) throws {
    let found = try Reading(g.text).mentions.map { m in
      (m.presence == .absent ? "-" : "") + (m.laterality?.rawValue ?? "") + " " + (m.part ?? "") + " "
        + (m.count.map(String.init) ?? "") + " " + m.sizeMM.map { String(Int($0)) }.joined(separator: ",")
    }
    #expect(found == g.members)
  }

  @Test(
    "have the grade said of their place",
    arguments: [
      Group(
        "Coronary calcification: severe in the LAD, moderate in the RCA, mild in the LCx.", "lad severe",
        "rca moderate", "lcx mild"),
      Group("Coronary calcification is moderate in the LAD and mild in the RCA.", "lad moderate", "rca mild"),
      Group(
        "Moderate calcification of the abdominal aorta; mild in the iliac arteries.", "abdominal moderate",
        " mild"),
      Group("Severe coronary calcification, most marked in the LAD.", "lad severe"),
      Group("Mild aortic calcification.", " mild"),
    ])
  func grades(_ g: Group) throws {
    #expect(
      try Reading(g.text).mentions.map { "\($0.part ?? "") \($0.severity?.rawValue ?? "")" } == g.members)
  }

  @Test(
    "are no places of what only lies beside",
    arguments: [
      Group("A 4 mm stone at the left UVJ and perinephric stranding.", "left uvj  4"),
      Group("Gallstone in the neck and pericholecystic fluid.", " neck  "),
      Group("Stone in the lower pole and renal cortical thinning.", " lower pole  "),
      Group("Stones in the gallbladder and hepatic steatosis.", "   "),
      Group("A 6 mm appendicolith at the base and periappendiceal fat stranding.", " base  6"),
      Group("Calcified plaque at the bifurcation and carotid stenosis.", " bifurcation  "),
      Group("Stones in the gallbladder and bile duct dilatation.", "   "),
      Group("Calcified granulomas in the spleen and liver.", "   ", "   "),
    ])
  func beside(_ g: Group) throws { try members(g) }

  @Test(
    "keep both sides where a comma says something else of one",
    arguments: [
      Group("Both common iliac arteries calcified, left 60% stenosis.", "bilateral common  "),
      Group(
        "Both carotid bulbs show calcified plaque, right with 50% stenosis.", "bilateral carotid bulbs  "),
      Group("Bilateral renal artery calcification, left worse than right.", "bilateral   "),
      Group("Both iliac arteries calcified; right occluded.", "bilateral   "),
      Group("Implants on both sides, with calcification on the right.", "right   "),
    ])
  func both(_ g: Group) throws { try members(g) }

  @Test(
    "have their own size, not that of fragments",
    arguments: [
      Group(
        "The previously seen 9 mm left renal pelvis stone has fragmented; fragments in the ureter, largest 4 mm.",
        "left renal pelvis  9"),
      Group("The previously seen 4 mm stone now measures 6 mm.", "   6"),
      Group("Multiple renal stones, largest 4 mm.", "   4"),
    ])
  func fragments(_ g: Group) throws { try members(g) }
}
