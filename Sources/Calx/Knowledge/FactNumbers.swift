// Places of names in their orders: what bits and blocks are counted by.

/// A slot's value as one of few, by its place among them.
protocol NumberedWord: CaseIterable, RawRepresentable where RawValue == String {
  /// Its place among all cases.
  var number: Int { get }
}

extension FactName {
  /// Its place among all names.
  var number: Int {
    switch self {
    case .kind: 0
    case .organ: 1
    case .part: 2
    case .laterality: 3
    case .host: 4
    case .multiplicity: 5
    case .count: 6
    case .size: 7
    case .sizeWord: 8
    case .morphology: 9
    case .distribution: 10
    case .severity: 11
    case .change: 12
    case .presence: 13
    case .temporality: 14
    case .experiencer: 15
    case .statedCause: 16
    case .recommendation: 17
    case .company: 18
    case .history: 19
    case .urgency: 20
    case .population: 21
    case .sex: 22
    case .age: 23
    case .modality: 24
    case .exam: 25
    case .region: 26
    case .layout: 27
    case .spoken: 28
    case .concluded: 29
    case .answered: 30
    case .asked: 31
    case .advice: 32
    case .workup: 33
    case .conflict: 34
    case .missing: 35
    }
  }

  /// The number of the slot with which it shares the numbering of its values: slots of companions share one.
  var domain: Int {
    switch self {
    case .company, .history, .spoken, .concluded, .answered, .advice: FactName.company.number
    default: number
    }
  }
}

extension SectionName: NumberedWord {
  /// Its place among all names.
  var number: Int {
    switch self {
    case .findings: 0
    case .impression: 1
    case .indication: 2
    case .history: 3
    case .technique: 4
    case .comparison: 5
    case .recommendation: 6
    case .addendum: 7
    case .other: 8
    }
  }
}

extension Severity: NumberedWord {
  /// Its place in the order from minimal to severe.
  var number: Int {
    switch self {
    case .minimal: 0
    case .mild: 1
    case .moderate: 2
    case .severe: 3
    }
  }
}

extension Urgency: NumberedWord {
  /// Its place in the order from none to urgent.
  var number: Int {
    switch self {
    case .none: 0
    case .routine: 1
    case .soon: 2
    case .urgent: 3
    }
  }
}

extension Flag.Severity {
  /// Its place in the order from info to critical.
  var number: Int {
    switch self {
    case .info: 0
    case .check: 1
    case .action: 2
    case .critical: 3
    }
  }
}

extension Laterality: NumberedWord {
  /// Its place among all names.
  var number: Int {
    switch self {
    case .left: 0
    case .right: 1
    case .bilateral: 2
    case .midline: 3
    }
  }
}

extension Multiplicity: NumberedWord {
  /// Its place among all names.
  var number: Int {
    switch self {
    case .single: 0
    case .multiple: 1
    }
  }
}

extension Presence: NumberedWord {
  /// Its place among all names.
  var number: Int {
    switch self {
    case .present: 0
    case .absent: 1
    case .possible: 2
    }
  }
}

extension Temporality: NumberedWord {
  /// Its place among all names.
  var number: Int {
    switch self {
    case .current: 0
    case .historical: 1
    case .hypothetical: 2
    }
  }
}

extension Experiencer: NumberedWord {
  /// Its place among all names.
  var number: Int {
    switch self {
    case .patient: 0
    case .fetus: 1
    case .family: 2
    case .other: 3
    }
  }
}

extension Change: NumberedWord {
  /// Its place among all names.
  var number: Int {
    switch self {
    case .new: 0
    case .stable: 1
    case .increased: 2
    case .decreased: 3
    case .resolved: 4
    }
  }
}

extension Population: NumberedWord {
  /// Its place among all names.
  var number: Int {
    switch self {
    case .adult: 0
    case .child: 1
    case .neonate: 2
    case .fetus: 3
    }
  }
}

extension AdviceFacts: NumberedWord {
  /// Its place among all names.
  var number: Int {
    switch self {
    case .given: 0
    case .none: 1
    case .dated: 2
    case .named: 3
    case .conditional: 4
    case .buried: 5
    case .loose: 6
    case .subject: 7
    }
  }
}

extension OwnTrait: NumberedWord {
  /// Its place among all names.
  var number: Int {
    switch self {
    case .organ: 0
    case .host: 1
    case .size: 2
    case .length: 3
    case .opposite: 4
    case .tenfold: 5
    }
  }
}
