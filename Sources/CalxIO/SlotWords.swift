// The values of slots that have few, as JSON: none of them needs an escape, and none is shorter than two letters.
//
// They are the enums' raw values once more, since bytes that are known at compile time are copied in two steps and those
// of a `String` are not; a mention has a dozen of them. A test holds the two equal.

internal import Calx

extension Laterality {
  var json: StaticString {
    switch self {
    case .left: #""left""#
    case .right: #""right""#
    case .bilateral: #""bilateral""#
    case .midline: #""midline""#
    }
  }
}

extension Multiplicity {
  var json: StaticString {
    switch self {
    case .single: #""single""#
    case .multiple: #""multiple""#
    }
  }
}

extension Presence {
  var json: StaticString {
    switch self {
    case .present: #""present""#
    case .absent: #""absent""#
    case .possible: #""possible""#
    }
  }
}

extension Temporality {
  var json: StaticString {
    switch self {
    case .current: #""current""#
    case .historical: #""historical""#
    case .hypothetical: #""hypothetical""#
    }
  }
}

extension Experiencer {
  var json: StaticString {
    switch self {
    case .patient: #""patient""#
    case .fetus: #""fetus""#
    case .family: #""family""#
    case .other: #""other""#
    }
  }
}

extension Change {
  var json: StaticString {
    switch self {
    case .new: #""new""#
    case .stable: #""stable""#
    case .increased: #""increased""#
    case .decreased: #""decreased""#
    case .resolved: #""resolved""#
    }
  }
}

extension Severity {
  var json: StaticString {
    switch self {
    case .minimal: #""minimal""#
    case .mild: #""mild""#
    case .moderate: #""moderate""#
    case .severe: #""severe""#
    }
  }
}

extension SectionName {
  var json: StaticString {
    switch self {
    case .findings: #""findings""#
    case .impression: #""impression""#
    case .indication: #""indication""#
    case .history: #""history""#
    case .technique: #""technique""#
    case .comparison: #""comparison""#
    case .recommendation: #""recommendation""#
    case .addendum: #""addendum""#
    case .other: #""other""#
    }
  }
}

extension Urgency {
  var json: StaticString {
    switch self {
    case .none: #""none""#
    case .routine: #""routine""#
    case .soon: #""soon""#
    case .urgent: #""urgent""#
    }
  }
}

extension Flag.Severity {
  var json: StaticString {
    switch self {
    case .info: #""info""#
    case .check: #""check""#
    case .action: #""action""#
    case .critical: #""critical""#
    }
  }
}

extension Slot {
  var json: StaticString {
    switch self {
    case .kind: #""kind""#
    case .organ: #""organ""#
    case .part: #""part""#
    case .laterality: #""laterality""#
    case .host: #""host""#
    case .multiplicity: #""multiplicity""#
    case .count: #""count""#
    case .sizeMM: #""size_mm""#
    case .sizeWord: #""size_word""#
    case .morphology: #""morphology""#
    case .distribution: #""distribution""#
    case .severity: #""severity""#
    case .change: #""change""#
    case .presence: #""presence""#
    case .temporality: #""temporality""#
    case .experiencer: #""experiencer""#
    case .section: #""section""#
    case .statedCause: #""stated_cause""#
    case .recommendation: #""recommendation""#
    }
  }
}
