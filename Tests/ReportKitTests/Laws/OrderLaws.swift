import ReportFormats
import ReportForms
import ReportKit
import ReportModel
import ReportSyntax
import ReportTestSupport
import Testing

/// Members of JSON may come in any order; elements of XML have one.
@Suite struct OrderLaws {
  @Test(arguments: LawMaterial.editions) func membersInAnyOrder(edition: String) throws {
    var random = SeededGenerator(seed: 31)
    for report in LawMaterial.reports(60, of: edition, seed: 31) {
      let tree = try JSONTree(try FormatExercise.write([report], as: .json))
      let document = tree.shuffled(&random).document
      try LawMaterial.expectSame(try LawMaterial.read(document, as: .json), [report], "json")
      try LawMaterial.expectSame(try LawMaterial.read(document, as: .ndjson), [report], "ndjson")
    }
  }

  /// No member can stand twice, at whatever depth.
  @Test func everyDoubledMemberIsRefused() throws {
    let reports = LawMaterial.reports(12, seed: 32)
    for report in reports {
      let tree = try JSONTree(try FormatExercise.write([report], as: .json))
      for number in 0..<min(tree.memberCount, 40) {
        var left = number
        let document = tree.doublingMember(&left).document
        let items = try FormatExercise.items(document, as: .json, LawMaterial.forms)
        #expect(items.count == 1 && items[0].report == nil, "\(report.id), member \(number)")
        #expect(items[0].findings.contains { $0.kind == .jsonKeyDuplicate })
      }
    }
  }

  @Test(arguments: [
    "<title>a</title><year>2024</year>", "<year>2024</year><year>2024</year>",
    "<tables><disputes/><disclosure/></tables>",
    "<tables><disclosure><rules><repealed>1</repealed><issued>1</issued></rules></disclosure></tables>",
    "<source/><extras/>",
  ]) func elementsOutOfOrderAreRefused(parts: String) throws {
    let document = "<report xmlns=\"urn:nianbao:report:2021\" id=\"a\">\(parts)</report>"
    let items = try FormatExercise.items(Array(document.utf8), as: .xml, LawMaterial.forms)
    #expect(items.count == 1 && items[0].report == nil)
    #expect(items[0].findings.map(\.kind) == [.xmlElementUnexpected])
  }
}

extension JSONTree {
  /// How many members there are in all objects.
  fileprivate var memberCount: Int {
    switch self {
    case .object(let members): members.reduce(members.count) { $0 + $1.value.memberCount }
    case .array(let elements): elements.reduce(0) { $0 + $1.memberCount }
    default: 0
    }
  }

  /// The tree with the member of number `left` put in twice.
  fileprivate func doublingMember(_ left: inout Int) -> JSONTree {
    switch self {
    case .object(let members):
      var doubled: [Member] = []
      for member in members {
        let isChosen = left == 0
        left -= 1
        let value = member.value.doublingMember(&left)
        doubled.append(Member(key: member.key, value: value))
        if isChosen { doubled.append(Member(key: member.key, value: value)) }
      }
      return .object(doubled)
    case .array(let elements): return .array(elements.map { $0.doublingMember(&left) })
    default: return self
    }
  }
}
