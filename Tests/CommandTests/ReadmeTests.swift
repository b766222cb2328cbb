import Foundation
import ReportTestSupport
import Testing

/// What the README says is so: its commands are run, its example is the one that compiles, and its
/// halves show the same code.
@Suite struct ReadmeTests {
  /// A block of code: its language, and its lines.
  struct Block: Equatable {
    let language: String
    var lines: [String]
  }

  /// One half of the README.
  struct Half: Sendable {
    let lines: [String]

    var blocks: [Block] {
      var blocks: [Block] = []
      var isOpen = false
      for line in lines {
        if line.hasPrefix("```") {
          if !isOpen { blocks.append(Block(language: String(line.dropFirst(3)), lines: [])) }
          isOpen.toggle()
        } else if isOpen {
          blocks[blocks.count - 1].lines.append(line)
        }
      }
      return blocks
    }
  }

  static func halves() throws -> [Half] {
    let text = try PackageFiles.text("README.md")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let middle = try #require(lines.firstIndex(of: "# 中文"))
    return [Half(lines: Array(lines[..<middle])), Half(lines: Array(lines[middle...].dropLast()))]
  }

  @Test func twoShortHalves() throws {
    let halves = try Self.halves()
    for half in halves {
      #expect(half.lines.count <= 90)
      #expect(half.blocks.map(\.language) == ["text", "sh", "sh", "sh", "swift", "text"])
    }
    #expect(halves[0].lines.first == "[中文](#中文)")
    let sections = halves.map {
      $0.lines.filter { $0.hasPrefix("#") }.map { $0.prefix { $0 == "#" } }
    }
    #expect(sections[0] == sections[1] && sections[0].count == 5)
  }

  /// Nothing but comments, and the language of messages, differs.
  @Test func halvesShowTheSameCode() throws {
    let halves = try Self.halves().map { half in
      half.blocks.map { block in
        var block = block
        if block.language == "sh" {
          block.lines = block.lines.map { $0.replacing(/[ ]+#.*/, with: "") }
        } else if block.lines[0].hasPrefix("$ ") {
          block.lines = [block.lines[0].replacing(/--language (en|zh)/, with: "--language")]
        }
        return block
      }
    }
    #expect(halves[0] == halves[1])
  }

  @Test func theExampleIsTheOneThatCompiles() throws {
    let source = try PackageFiles.text("Tests/Example/main.swift")
    let output = try Self.run([], "exec \"$(dirname \"$0\")/library-example\"")
    for half in try Self.halves() {
      let code = try #require(half.blocks.last { $0.language == "swift" })
      #expect(code.lines.joined(separator: "\n") + "\n" == source)
      #expect(
        half.blocks.last?.lines.joined(separator: "\n") == output.trimmingCharacters(in: .newlines))
    }
  }

  /// The output of a command is the one shown; `…` stands for lines that are left out.
  @Test func outputIsReal() throws {
    for half in try Self.halves() {
      let block = try #require(half.blocks.first)
      let command = try #require(block.lines.first)
      let words = command.split(separator: " ").map(String.init)
      try #require(words.starts(with: ["$", "nianbao", "convert"]))
      let output = try Self.run(Array(words.dropFirst(2)), "exec \"$0\" \"$@\" 2>&1")
      var rest = output.split(whereSeparator: \.isNewline)[...]
      var mayBeLater = false
      for line in block.lines.dropFirst() {
        if line == "…" {
          mayBeLater = true
          continue
        }
        let index = try #require(rest.firstIndex { $0 == line }, "\(line) in\n\(output)")
        #expect(mayBeLater || index == rest.startIndex, "lines are missing before \(line)")
        (rest, mayBeLater) = (rest[(index + 1)...], false)
      }
    }
  }

  /// The commands are ones that there are: what they say of files that are not there is no word about
  /// their usage.
  @Test func commandsAreUnderstood() throws {
    let commands = try Self.halves()[0].blocks.filter { $0.language == "sh" }.flatMap(\.lines)
      .map { $0.replacing(/[ ]+#.*/, with: "") }
    #expect(commands.last { $0.hasPrefix(".ci/") } == ".ci/setup && swift test")
    let own = commands.filter { $0.hasPrefix("nianbao ") }
    #expect(own.count == 5)
    for command in own {
      let run = try Command.run(
        command.split(separator: " ").dropFirst().map(String.init), in: try TemporaryFolder())
      #expect(run.status == 2, "\(command): \(run.messages)")
    }
  }

  @Test func linksLeadSomewhere() throws {
    let text = try PackageFiles.text("README.md") + PackageFiles.text("Tests/Benchmarks/README.md")
    let links = text.matches(of: /\]\(([^)#]+)\)/).map { String($0.1) }
    #expect(links.count >= 10)
    for link in links {
      #expect(FileManager.default.fileExists(atPath: PackageFiles.root + "/" + link), "\(link)")
    }
  }

  /// Runs a line of shell in the folder of the package; `$0` is the command, `$@` its arguments.
  private static func run(_ arguments: [String], _ line: String) throws -> String {
    let run = try Command.run(
      arguments, in: try TemporaryFolder(),
      prefix: ["/bin/bash", "-c", "cd '\(PackageFiles.root)' && \(line)"])
    #expect(run.status == 0, "\(run.text)\(run.messages)")
    return run.text
  }
}
