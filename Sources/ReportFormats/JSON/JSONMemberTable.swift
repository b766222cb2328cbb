internal import ReportModel
internal import ReportSyntax

/// The tables of all sorts of objects, made once.
enum JSONMembers {
  static let report = JSONMemberTable<JSONVocabulary.ReportMember>()
  static let agency = JSONMemberTable<Agency.Part>()
  static let field = JSONMemberTable<JSONVocabulary.FieldMember>()
  static let section = JSONMemberTable<JSONVocabulary.SectionMember>()
  static let block = JSONMemberTable<JSONVocabulary.BlockMember>()
  static let amount = JSONMemberTable<JSONVocabulary.AmountMember>()
  static let extra = JSONMemberTable<JSONVocabulary.ExtraMember>()
  static let source = JSONMemberTable<Source.Part>()
}

/// The members of one sort of object as a table to look names up in.
final class JSONMemberTable<Member: JSONMember>: Sendable {
  private let members = Member.inOrder
  private let names = NameTable(Member.inOrder.map(\.name))

  /// The member that stands at `index`.
  subscript(index: Int) -> Member { members[index] }

  /// Where the member `key` names stands; nil if there is none of that name.
  func index(of key: JSONText, in bytes: Span<UInt8>, expecting expected: Int) -> Int? {
    names.index(of: key, in: bytes, expecting: expected)
  }

  /// The names of the members that must be there and are not in `seen`.
  func missing(from seen: JSONSeenMembers) -> [String] {
    members.indices.filter { members[$0].isRequired && !seen.contains($0) }.map {
      members[$0].name
    }
  }
}

extension NameTable {
  /// The index of the name that `key` spells, with or without escapes; nil if there is none.
  @inline(__always)
  func index(of key: JSONText, in bytes: Span<UInt8>, expecting expected: Int) -> Int? {
    if key.hasEscapes {
      let content = key.content(in: bytes)
      return index(of: content.span, expecting: expected)
    }
    return index(of: bytes.extracting(key.range), expecting: expected)
  }
}

/// Which members an object had so far, by index (less than 64), and which is likely to come next.
struct JSONSeenMembers {
  private var bits: UInt64 = 0
  /// The member that stands behind the last one in document order.
  private(set) var expected = 0

  /// Takes note of a member; false if it was there before.
  mutating func insert(_ index: Int) -> Bool {
    guard !contains(index) else { return false }
    bits |= 1 << UInt64(index)
    expected = index + 1
    return true
  }

  /// Whether the member was there.
  func contains(_ index: Int) -> Bool { bits >> UInt64(index) & 1 == 1 }
}
