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

  /// A liver finding with company, a spleen finding, and a denied one.
  static let evaluator: ConditionEvaluator = {
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
    let facts = texts.enumerated().map { i, text in
      Facts(
        slots: KnowledgeFixture.mention(text), population: .adult, record: RecordFacts(report),
        company: i == 0 ? ["cyst", "ascites"] : [], history: i == 1 ? ["cancer"] : [],
        sections: i == 0 ? [.findings, .impression] : [.findings])
    }
    return ConditionEvaluator(facts)
  }()

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
      ("company", true),
      ("section(impression)", true), ("section(addendum)", false), ("!section(addendum)", true),
      ("with(organ=spleen)", true), ("with(organ=liver)", false), ("any(organ=liver)", true),
      ("with(organ=lung)", false), ("any(organ=lung)", false), ("with(organ=spleen & history=cancer)", true),
      ("organs(liver|spleen|lung)>=2", true), ("organs(liver|spleen|lung)>=3", false), ("organs()>=2", true),
      ("organs(kind=granuloma)>=1", true), ("organs(kind=calcification & organ=spleen)>=1", false),
    ])
  func holds(_ cell: String, _ expected: Bool) throws {
    #expect(Self.evaluator.holds(try Condition(cell), for: 0) == expected)
  }

  @Test(
    "holds for the report",
    arguments: [
      ("history=cancer & company=ascites", true), ("organ=liver", false),
      ("any(organ=liver & company=cyst)", true),
      ("any(organ=spleen & company=cyst)", false), ("age<40 & sex=F", true), ("section(impression)", true),
    ])
  func holdsForReport(_ cell: String, _ expected: Bool) throws {
    #expect(Self.evaluator.holds(try Condition(cell), for: nil) == expected)
  }

  @Test("the findings that a rule speaks of")
  func witnesses() throws {
    #expect(Self.evaluator.witnesses(try Condition("any(organ=spleen) & age<40")) == [1])
    #expect(Self.evaluator.witnesses(try Condition("organs(liver|spleen|lung)>=2")) == [0, 1])
    #expect(Self.evaluator.witnesses(try Condition("age<40 & !any(organ=kidney)")) == [])
  }

  @Test(
    "population",
    arguments: [
      ("", 0.02, Population.neonate), ("", 0.08, .child), ("", 17.9, .child), ("", 18, .adult),
      ("", nil, .adult),
      ("neonate", nil, .neonate), ("child", nil, .child), ("neonate", 40, .adult),
    ] as [(String, Double?, Population)])
  func population(_ word: String, _ age: Double?, _ expected: Population) {
    let m = KnowledgeFixture.mention("organ=liver")
    #expect(Population.of(m, age: age, words: [word]) == expected)
    let fetal = KnowledgeFixture.mention("organ=liver experiencer=fetus")
    #expect(Population.of(fetal, age: age, words: [word]) == .fetus)
  }
}
