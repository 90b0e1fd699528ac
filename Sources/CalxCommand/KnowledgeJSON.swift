// Pages of the knowledge base as JSON, for programs.

import Calx
import CalxIO

extension KnowledgeView {
  /// `{"version", "sites": [...], "rules": [...], "sources": [...]}` of the entries and the sources that they cite.
  func json(_ entries: [KnowledgeEntry], _ topic: String) -> String {
    document { j in
      var cited = Set<String>()
      j.key("sites")
      j.list { j in
        for case .site(let s) in entries { site(s, &j, &cited) }
      }
      j.key("rules")
      j.list { j in
        for case .rule(let r) in entries { rule(r, &j, &cited) }
      }
      for case .source(let s) in entries { cited.insert(s.id) }
      j.key("sources")
      j.list { j in
        for s in base.sources where cited.contains(s.id) { source(s, nil, &j) }
      }
    }
  }

  func sourcesJSON() -> String {
    document { j in
      j.key("sources")
      j.list { j in for (s, counts) in sourceCounts() { source(s, counts, &j) } }
    }
  }

  func unverifiedJSON() -> String {
    document { j in
      j.key("statements")
      j.list { j in
        for x in base.statements where x.origin.verified == .unverified {
          j.object { j in
            j.key("id"); j.string(x.id)
            j.key("text"); j.string(x.text)
            origin(x.origin, &j)
          }
        }
      }
    }
  }

  private func document(_ body: (inout JSONBytes) -> Void) -> String {
    var json = JSONBytes()
    json.object { j in
      j.key("version"); j.string(base.version)
      body(&j)
    }
    return String(decoding: json.bytes, as: UTF8.self) + "\n"
  }

  private func strings(_ values: [String], _ j: inout JSONBytes) {
    j.list { j in for v in values { j.string(v) } }
  }

  private func origin(_ o: Provenance, _ j: inout JSONBytes) {
    j.key("sources"); strings(o.sources, &j)
    j.key("verified"); j.string(o.verified.rawValue)
  }

  private func source(_ s: KnowledgeSource, _ counts: [Int]?, _ j: inout JSONBytes) {
    j.object { j in
      j.key("id"); j.string(s.id)
      j.key("level"); j.string(s.level)
      j.key("title"); j.string(s.title)
      j.key("where"); j.string(s.place)
      if let counts {
        for (state, n) in zip(Verification.allCases, counts) { j.key(named: state.rawValue); j.int(n) }
      }
    }
  }

  private func rule(_ r: KnowledgeRule, _ j: inout JSONBytes, _ cited: inout Set<String>) {
    cited.formUnion(r.origin.sources)
    j.object { j in
      j.key("id"); j.string(r.id)
      j.key("name"); j.string(r.name)
      j.key("when"); j.string(r.when.text)
      j.key("unless"); j.string(r.unless.text)
      j.key("tier"); j.string(r.tier.rawValue)
      j.key("text"); j.string(r.text)
      origin(r.origin, &j)
    }
  }

  private func site(_ s: KnowledgeSite, _ j: inout JSONBytes, _ cited: inout Set<String>) {
    let causes = base.causes.filter { $0.site == s.id }
    let shifts = base.shifts.filter { $0.site == s.id }
    let tiers = base.urgencies.filter { $0.site == s.id }
    let steps = base.steps.filter { $0.site == s.id }
    let items = base.expectations.filter { $0.site == s.id }
    let origins =
      causes.map(\.origin) + shifts.map(\.origin) + tiers.map(\.origin) + steps.map(\.origin)
      + items.map(\.origin)
    for o in [s.origin] + origins { cited.formUnion(o.sources) }
    j.object { j in
      j.key("id"); j.string(s.id)
      j.key("name"); j.string(s.name)
      j.key("when"); j.string(s.when.text)
      j.key("tier"); j.string(s.tier.rawValue)
      origin(s.origin, &j)
      rows("causes", causes, &j) { c, j in
        j.key("id"); j.string(c.id)
        j.key("name"); j.string(c.name)
        j.key("class"); j.string(c.category)
        j.key("rank"); j.int(c.rank)
        j.key("when"); j.string(c.when.text)
        origin(c.origin, &j)
      }
      rows("shifts", shifts, &j) { x, j in
        j.key("id"); j.string(x.id)
        j.key("when"); j.string(x.when.text)
        j.key("raises"); strings(x.raises, &j)
        j.key("lowers"); strings(x.lowers, &j)
        j.key("places"); j.int(x.places)
        j.key("because"); j.string(x.because)
        origin(x.origin, &j)
      }
      rows("urgency", tiers, &j) { u, j in
        j.key("id"); j.string(u.id)
        j.key("when"); j.string(u.when.text)
        j.key("tier"); j.string(u.tier.rawValue)
        j.key("because"); j.string(u.because)
        origin(u.origin, &j)
      }
      rows("workup", steps, &j) { w, j in
        j.key("id"); j.string(w.id)
        j.key("when"); j.string(w.when.text)
        j.key("text"); j.string(w.text)
        origin(w.origin, &j)
      }
      rows("expectations", items, &j) { x, j in
        j.key("id"); j.string(x.id)
        j.key("slot"); j.string(x.slot)
        j.key("when"); j.string(x.when.text)
        j.key("text"); j.string(x.text)
        origin(x.origin, &j)
      }
    }
  }

  private func rows<Row>(
    _ name: String, _ rows: [Row], _ j: inout JSONBytes, _ body: (Row, inout JSONBytes) -> Void
  ) {
    j.key(named: name)
    j.list { j in for r in rows { j.object { j in body(r, &j) } } }
  }
}
