import Glibc
import ReportDiagnostics
import ReportIO
import ReportTestSupport
import Testing

/// An output that outlives its process, and that nobody else can turn against the user.
@Suite struct PartialOutputTests {
  private static let opening = "{\"run\":"
  private static let partial = ".out.partial"

  /// Opens the partial output of `out`. A process that another test is starting has all descriptors,
  /// and with them the lock, until it begins: that is waited for.
  static func open(
    _ folder: TemporaryFolder, attempts: Int = 200
  ) throws(Diagnostic) -> PartialOutput {
    for _ in 1..<attempts {
      do throws(Diagnostic) {
        return try PartialOutput(of: folder.path + "/out", opening: opening)
      } catch {
        guard error.kind == .outputInUse else { throw error }
        usleep(10_000)
      }
    }
    return try PartialOutput(of: folder.path + "/out", opening: opening)
  }

  /// The id of what opening it throws; nil if it can be opened.
  private static func refusal(_ folder: TemporaryFolder, attempts: Int = 200) -> String? {
    do throws(Diagnostic) {
      let partial = try open(folder, attempts: attempts)
      try partial.cutBack(journal: 0, files: [:])
      _ = try partial.file("output")
      return nil
    } catch {
      return error.kind.id
    }
  }

  /// A folder that a run left, with a journal and two files.
  private static func left() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let partial = try open(folder)
    try partial.addLine(Array("{\"run\":[]}".utf8))
    try partial.file("output").write(Array("first".utf8))
    try partial.file("directory").write(Array("x".utf8))
    _ = try partial.marks()
    return folder
  }

  @Test func whatWasMarkedIsGoneOnWith() throws {
    let folder = try Self.left()
    #expect(folder.names(Self.partial) == ["directory", "journal", "output"])
    let partial = try Self.open(folder)
    let lines = try partial.lines().readAll(limit: 100)
    #expect(lines == Array("{\"run\":[]}\n".utf8))
    #expect(try partial.content(of: "output").readAll(limit: 100) == Array("first".utf8))
    try partial.cutBack(journal: lines.count, files: ["output": 3])
    let output = try partial.file("output")
    #expect(output.count == 3)
    try output.write(Array("!".utf8))
    try partial.commit("output")
    #expect(folder.names() == ["out"])
    #expect(folder.read("out") == Array("fir!".utf8))
  }

  @Test func anotherRunIsKeptOut() throws {
    let folder = try TemporaryFolder()
    let partial = try Self.open(folder)
    #expect(Self.refusal(folder, attempts: 1) == "output-in-use")
    partial.discard()
    #expect(folder.names().isEmpty)
    #expect(Self.refusal(folder) == nil)
  }

  @Test func thePermissionsOfTheTargetAreKept() throws {
    let folder = try TemporaryFolder()
    try folder.write("out", [1])
    chmod(folder.path + "/out", 0o640)
    let partial = try Self.open(folder)
    try partial.file("output").write([2])
    try partial.commit("output")
    #expect(folder.read("out") == [2])
    #expect(folder.mode("out") == 0o640)
  }

  /// What somebody who can write to the folder may put in the place of a file.
  enum Trap: CaseIterable {
    case link, danglingLink, hardLink, folder, pipe

    func set(_ folder: TemporaryFolder, _ name: String) -> Bool {
      let path = "\(folder.path)/\(PartialOutputTests.partial)/\(name)"
      unlink(path)
      return switch self {
      case .link: symlink("../victim", path) == 0
      case .danglingLink: symlink("../nowhere", path) == 0
      case .hardLink: Glibc.link("\(folder.path)/victim", path) == 0
      case .folder: mkdir(path, 0o777) == 0
      case .pipe: mkfifo(path, 0o666) == 0
      }
    }
  }

  @Test(arguments: Trap.allCases, ["journal", "output", "directory"])
  func whatIsNoFileOfOursIsRefusedAndNothingChanged(trap: Trap, name: String) throws {
    let folder = try Self.left()
    let victim = Array("{\"run\":[]}\nvictim".utf8)
    try folder.write("victim", victim)
    #expect(trap.set(folder, name))
    let before = folder.names(Self.partial)
    #expect(Self.refusal(folder) == "output-partial-foreign")
    #expect(folder.read("victim") == victim)
    #expect(folder.names() == [Self.partial, "victim"])
    #expect(folder.names(Self.partial) == before)
    for other in ["journal", "output", "directory"] where other != name {
      #expect(folder.read(Self.partial + "/" + other)?.isEmpty == false)
    }
  }

  @Test func aFileOrALinkInThePlaceOfTheFolderIsRefused() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.partial, [1])
    #expect(Self.refusal(folder) == "output-partial-foreign")
    #expect(folder.read(Self.partial) == [1])
    unlink(folder.path + "/" + Self.partial)
    folder.makeFolder("elsewhere")
    #expect(symbolicLink("elsewhere", folder.path + "/" + Self.partial))
    #expect(Self.refusal(folder) == "output-partial-foreign")
    #expect(folder.names("elsewhere").isEmpty)
  }

  @Test func aFolderThatIsNotOursIsRefused() throws {
    let folder = try TemporaryFolder()
    folder.makeFolder(Self.partial)
    try folder.write(Self.partial + "/photo.jpg", [1])
    #expect(Self.refusal(folder) == "output-partial-foreign")
    // A journal, but not of ours.
    try folder.write(Self.partial + "/journal", Array("Dear diary".utf8))
    unlink("\(folder.path)/\(Self.partial)/photo.jpg")
    #expect(Self.refusal(folder) == "output-partial-foreign")
    #expect(folder.read(Self.partial + "/journal") == Array("Dear diary".utf8))
    // Ours, with something beside it.
    let left = try Self.left()
    try left.write(Self.partial + "/photo.jpg", [1])
    #expect(Self.refusal(left) == "output-partial-foreign")
    #expect(left.read(Self.partial + "/photo.jpg") == [1])
    #expect(left.read(Self.partial + "/output") == Array("first".utf8))
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give files away"), arguments: ["", "/output"])
  func whatBelongsToAnotherUserIsRefused(name: String) throws {
    let folder = try Self.left()
    #expect(chown("\(folder.path)/\(Self.partial)\(name)", 65_534, 65_534) == 0)
    #expect(Self.refusal(folder) == "output-partial-foreign")
    #expect(folder.read(Self.partial + "/output") == Array("first".utf8))
  }

  /// A crash of the machine may leave the journal empty, cut, or zeros; a kill, an empty folder.
  @Test(arguments: ["", "{\"ru", "\0\0\0\0\0\0\0\0\0\0", "{\"run\0\0\0\0\0"])
  func aDamagedJournalIsOurs(journal: String) throws {
    let folder = try Self.left()
    try folder.write(Self.partial + "/journal", Array(journal.utf8))
    #expect(Self.refusal(folder) == nil)
    let empty = try TemporaryFolder()
    empty.makeFolder(Self.partial)
    #expect(Self.refusal(empty) == nil)
  }

  @Test func namesThatWouldNotBeKnownAgainAreRefused() throws {
    let folder = try TemporaryFolder()
    let partial = try Self.open(folder)
    let error = #expect(throws: Diagnostic.self) { try partial.file("other") }
    #expect(error?.kind.id == "output-name-unsafe")
  }
}
