// The condition language: what parses to what, what is refused where, and what holds when.

import Testing

@testable import Calx

@Suite("Knowledge: conditions")
struct KnowledgeConditionTests {
  @Test(
    "parses to terms",
    arguments: [
      ("", 0), ("host", 1), ("!host", 1), ("organ=liver", 1), ("organ=liver & !kind=calculus", 2),
      ("company=ascites & company=pseudocyst & !company=dilated-bowel", 3), ("size>=10 & size<40", 2),
      ("part~lobe|upper quadrant", 1), ("region~middle east", 1), ("severity>=moderate", 1),
      ("urgency>=soon", 1),
      ("with(organ=spleen & kind=calcification) & host=cyst", 2), ("any(organ=lung & !laterality)", 1),
      ("organs(liver|brain)>=2", 1), ("organs()>=3", 1), ("!organs(lung)>=1 & population=fetus", 2),
      ("organs(kind=calcification & organ=liver|lung)>=2", 1), ("section(impression|findings)", 1),
      ("any(with(organ=spleen))", 1),
    ])
  func parses(_ cell: String, _ terms: Int) throws {
    #expect(try Condition(cell).terms.count == terms)
  }

  @Test(
    "refuses with a column",
    arguments: [
      ("organs>3", 1), ("colour=red", 1), ("organ=liver &", 14), ("organ=liver & ", 15),
      ("organ=liver&kind=calculus", 12), ("organ=", 7), ("organ=liver|", 13), ("organ=|liver", 7),
      ("host>3", 5), ("size>=big", 7), ("severity>=huge", 11), ("size=>4", 6),
      ("with(organ=spleen", 18), ("with()", 6), ("section()", 9), ("organs(liver)=2", 14),
      ("organs(liver)", 14), ("near(organ=liver)", 1), ("!", 2), ("!!host", 2),
      ("organ=liver )", 7), ("& host", 1), ("organ=liver & kidney", 15), ("any(colour)", 5),
    ])
  func refuses(_ cell: String, _ column: Int) {
    do {
      _ = try Condition(cell)
      Issue.record("'\(cell)' parsed")
    } catch {
      #expect(error.column == column, "\(error)")
    }
  }

  /// A liver finding with company, a spleen finding, and a denied one; asked one condition.
  static func ask<R>(
    _ cell: String, _ body: (ConditionEvaluator, ConditionProgram.Ref) -> R
  ) throws -> R {
    var report = Report(id: "t", "")
    report.age = 34
    report.sex = "f"
    report.modality = "fetal-US"
    report.region = "Rural Middle East"
    let texts = [
      "organ=liver kind=calcification part=right_upper_lobe host=cyst morphology=rim,coarse size=8,12 severity=moderate",
      "organ=spleen kind=granuloma multiplicity=multiple laterality=left",
      "organ=lung kind=calcification presence=absent",
    ]
    let program = ConditionProgram([try Condition(cell)], companions: ["cyst", "ascites", "cancer"])
    let findings = texts.enumerated().map { i, text in
      Finding(id: "f\(i + 1)", mentions: [i], slots: KnowledgeFixture.mention(text))
    }
    let sheet = FactSheet(program.atoms, findings: findings.count)
    sheet.set(sheet.record, RecordFacts(report))
    for k in findings.indices {
      sheet.set(k, RecordFacts(report))
      sheet.set(k, slots: findings[k].slots)
      sheet.set(k, Population.adult)
      sheet.set(k, sections: 1 << UInt64(SectionName.findings.number))
    }
    sheet.set(0, sections: 1 << UInt64(SectionName.impression.number))
    for id in ["cyst", "ascites"] {
      sheet.set(0, .company, companion: try #require(program.atoms.companion(id)))
    }
    sheet.set(1, .history, companion: try #require(program.atoms.companion("cancer")))
    return [0, 1, 2].withUnsafeBufferPointer { members in
      sheet.join(members)
      return findings.withUnsafeBufferPointer { findings in
        program.withEvaluator(sheet, members, findings) { body($0, program.conditions[0]) }
      }
    }
  }

  @Test(
    "holds for the first finding",
    arguments: [
      ("", true), ("organ=liver", true), ("organ=kidney|liver", true), ("!organ=kidney", true),
      ("organ=kidney", false),
      ("host", true), ("!laterality", true), ("laterality", false),
      ("morphology=rim & morphology=coarse", true),
      ("morphology=fine|coarse", true), ("!morphology=rim", false), ("size>=12", true), ("size>12", false),
      ("size<=12", true), ("count<5", false), ("!count<5", true), ("part~lobe", true), ("part~lob", true),
      ("part~obe", false), ("part~upper lobe", true), ("part~hilar|upper", true), ("!part~hilar", true),
      ("severity>=mild", true), ("severity>=severe", false), ("severity=moderate", true),
      ("age>=20 & age<=50", true),
      ("sex=F", true), ("modality=US", true), ("modality=CT", false), ("region~middle east", true),
      ("region~east middle", false), ("region", true), ("population=adult", true),
      ("!population=fetus|neonate", true),
      ("company=ascites & company=cyst", true), ("company=mass", false), ("history=cancer", false),
      ("severity=moderate & kind=calcification & !laterality=left", true),
      ("presence=present & !presence=present", false), ("!presence=absent|possible & presence=present", true),
      ("host & !host", false), ("!count & host", true),
      ("kind=calculus|calcification & presence=present", true),
      ("with(kind=granuloma & !laterality=right)", true), ("with(!multiplicity=multiple)", false),
      ("with(!laterality & kind=granuloma)", false), ("any(!laterality)", true),
      ("company", true), ("organ~liv", true), ("organ~iver", false), ("presence~pres", true),
      ("severity~mod|sev", true), ("severity~mil", false), ("kind~calc & host~cy", true),
      ("laterality~lef", false), ("population~adu", true), ("stated_cause", false), ("!stated_cause", true),
      ("size=12", true), ("size=8|9", false), ("!size=8|9", true), ("!count=2", true),
      ("section(impression)", true), ("section(addendum)", false), ("!section(addendum)", true),
      ("with(organ=spleen)", true), ("with(organ=liver)", false), ("any(organ=liver)", true),
      ("with(organ=lung)", false), ("any(organ=lung)", false), ("with(organ=spleen & history=cancer)", true),
      ("organs(liver|spleen|lung)>=2", true), ("organs(liver|spleen|lung)>=3", false), ("organs()>=2", true),
      ("organs(kind=granuloma)>=1", true), ("organs(kind=calcification & organ=spleen)>=1", false),
    ])
  func holds(_ cell: String, _ expected: Bool) throws {
    #expect(try Self.ask(cell) { $0.holds($1, for: 0) } == expected)
  }

  @Test(
    "holds for the report",
    arguments: [
      ("history=cancer & company=ascites", true), ("organ=liver", false),
      ("any(organ=liver & company=cyst)", true),
      ("any(organ=spleen & company=cyst)", false), ("age<40 & sex=F", true), ("section(impression)", true),
    ])
  func holdsForReport(_ cell: String, _ expected: Bool) throws {
    #expect(try Self.ask(cell) { $0.holds($1, for: $0.report) } == expected)
  }

  @Test(
    "the findings that a rule speaks of",
    arguments: [
      ("any(organ=spleen) & age<40", [1]), ("organs(liver|spleen|lung)>=2", [0, 1]),
      ("age<40 & !any(organ=kidney)", []),
    ] as [(String, [Int])])
  func witnesses(_ cell: String, _ expected: [Int]) throws {
    #expect(try Self.ask(cell) { e, c in (0..<3).filter { e.isWitness($0, c) } } == expected)
  }

  @Test(
    "compares one finding with another",
    arguments: [
      ("other(organ=same)", false), ("other(sex=same)", true), ("other(kind=same)", true),
      ("other(presence=same & kind=same)", false), ("other(presence=same & laterality=opposite)", false),
      ("with(severity=same)", false), ("other(size=tenfold)", false),
      ("other(organ=spleen & !organ=same)", true),
    ])
  func compares(_ cell: String, _ expected: Bool) throws {
    #expect(try Self.ask(cell) { $0.holds($1, for: 0) } == expected)
  }

  @Test("finds the finding that it compared with")
  func counterpart() throws {
    #expect(try Self.ask("host & other(organ=lung)") { $0.counterpart($1, of: 0) } == 2)
    #expect(try Self.ask("host & with(organ=lung)") { $0.counterpart($1, of: 0) } == nil)
  }

  @Test(
    "population",
    arguments: [
      ("", 0.02, Population.neonate), ("", 0.08, .child), ("", 17.9, .child), ("", 18, .adult),
      ("", nil, .adult),
      ("neonate", nil, .neonate), ("child", nil, .child), ("neonate", 40, .adult),
    ] as [(String, Double?, Population)])
  func population(_ word: String, _ age: Double?, _ expected: Population) {
    #expect(Population.of(.patient, age: age) { $0.rawValue == word } == expected)
    #expect(Population.of(.fetus, age: age) { $0.rawValue == word } == .fetus)
  }
}

@Suite("Atoms") struct AtomTableTests {
  /// Every value of a slot of few values has the atom that its word has.
  static func agree<Value: NumberedWord>(_ table: AtomTable, _ name: FactName, _: Value.Type) {
    for (place, value) in Value.allCases.enumerated() {
      #expect(value.number == place, "\(name) \(value.rawValue)")
      #expect(table.atom(name, case: value) == table.atom(name, value.rawValue), "\(name) \(value.rawValue)")
    }
  }

  @Test("values of few are looked up by number as by word")
  func cases() throws {
    let program = ConditionProgram([
      try Condition("laterality=left|bilateral & multiplicity=multiple & severity=mild|severe & change=new"),
      try Condition("presence=possible & temporality=historical & experiencer=fetus & urgency=soon"),
      try Condition("population=child & layout=impression|other & advice=buried|given & asked=right"),
    ])
    let atoms = program.atoms
    Self.agree(atoms, .laterality, Laterality.self)
    Self.agree(atoms, .multiplicity, Multiplicity.self)
    Self.agree(atoms, .severity, Severity.self)
    Self.agree(atoms, .change, Change.self)
    Self.agree(atoms, .presence, Presence.self)
    Self.agree(atoms, .temporality, Temporality.self)
    Self.agree(atoms, .experiencer, Experiencer.self)
    Self.agree(atoms, .urgency, Urgency.self)
    Self.agree(atoms, .population, Population.self)
    Self.agree(atoms, .layout, SectionName.self)
    Self.agree(atoms, .advice, AdviceFacts.self)
    Self.agree(atoms, .asked, Laterality.self)
    #expect(atoms.atom(.laterality, case: Laterality.left) != nil)
    #expect(atoms.atom(.laterality, case: Laterality.right) == nil)
  }

  @Test("words of every length have atoms of their own")
  func words() throws {
    let words = (1..<40).map { String(repeating: "ab", count: $0 / 2) + ($0 % 2 == 1 ? "c" : "d") }
    let program = ConditionProgram([try Condition("host=" + words.joined(separator: "|"))])
    let atoms = words.map { program.atoms.atom(.host, $0) }
    #expect(Set(atoms.compactMap { $0 }).count == Set(words).count)
    for word in words { #expect(program.atoms.atom(.host, word + "x") == nil) }
    #expect(program.atoms.atom(.part, words[0]) == nil)
    #expect(program.atoms.atom(.host, "") == nil)
  }
}
