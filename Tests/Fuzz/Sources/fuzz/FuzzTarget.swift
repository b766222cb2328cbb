import Glibc
import ReportKit
import ReportContainers
import ReportIO

/// What is fuzzed: the reader of one format, by the name in the environment variable `FUZZ`.
///
/// Whatever the bytes, reading ends, does not crash, and what an exact format gave is written and read
/// back as the same reports.
///
/// A format that is a ZIP container of texts gets its files one after the other, and they are zipped
/// here: else hardly any change would get past the checksums. `bundle.zip` and `bundle.tar` are taken as
/// they are, so that the containers are fuzzed, too; and so are `salvage.zip` and `salvage.tar`, of which
/// whatever is rescued is a valid bundle.
///
/// `publication`, `words.FORMAT`, `containers` and `lines` take the bytes as choices of words that the
/// readers know and of numbers beyond all measure, and read what is made of these.
struct FuzzTarget {
  let format: Format
  let forms: FormLibrary
  let cache = ReaderCache()
  /// Whether the files of a container are given.
  let isInParts: Bool
  /// Whether what is left of a bundle is rescued.
  let isSalvage: Bool
  /// What is made of the bytes first; nil if they are read as they are.
  private let made: Made?
  private let documents: MadeDocuments
  private let lines: MadeLines

  private enum Made: String {
    case publication, text = "words.text", page = "words.html", word = "words.docx"
    case workbook = "words.xlsx", containers, lines

    /// The format that reads it; nil for several.
    var format: String? {
      switch self {
      case .publication, .containers, .lines: nil
      case .text, .page, .word, .workbook: String(rawValue.dropFirst("words.".count))
      }
    }
  }
  /// Where the bytes are put for a format that is read by its path.
  let path: String
  /// Where a copy of what was read goes.
  private var copy: String { path + ".copy" + suffix }
  private let suffix: String

  /// The target that the environment names.
  static let present = FuzzTarget()

  private init() {
    let name = getenv("FUZZ").map { String(cString: $0) } ?? ""
    // A bundle is fuzzed in both of its containers.
    isSalvage = name.hasPrefix("salvage.")
    made = Made(rawValue: name)
    let formatName =
      if let made { made.format ?? "bundle" } else {
        isSalvage ? "bundle" : name.split(separator: ".").first.map(String.init) ?? ""
      }
    guard let format = FormatRegistry.standard.format(named: formatName),
      let forms = try? FormLibrary.embedded(), let wording = try? ImportWording.embedded()
    else {
      let known = FormatRegistry.standard.formats.map(\.name).joined(separator: " ")
      print("FUZZ must name one of: \(known)")
      exit(64)
    }
    self.format = format
    self.forms = forms
    isInParts = ["docx", "xlsx", "csv"].contains(name)
    let memory = "/dev/shm"
    let folder = access(memory, W_OK) == 0 ? memory : "/tmp"
    let extensions = format.extensions
    suffix = isInParts ? ".zip" : (name == "salvage.tar" ? extensions.last : extensions.first) ?? ""
    path = "\(folder)/nianbao-fuzz-\(getpid())\(suffix)"
    documents = MadeDocuments(forms, wording)
    lines = MadeLines(
      in: path + ".lines", ReadOptions(forms: forms, sourceName: "memory", cache: cache))
  }

  func run(_ bytes: [UInt8]) {
    if let made { return run(made, Choices(bytes)) }
    if isSalvage { return rescue(bytes) }
    let reports = read(isInParts ? Self.zipped(bytes) : bytes)
    guard format.fidelity == .exact, !reports.isEmpty else { return }
    guard let writing = format.writing else { return }
    let sink = MemorySink()
    var ids: Set<ReportID> = []
    let distinct = writing.isStream ? reports : reports.filter { ids.insert($0.id).inserted }
    do throws(Diagnostic) {
      let output = try format.makeOutput(to: writing.isStream ? .sink(sink) : .path(copy))
      for report in distinct { _ = try output.write(report) }
      _ = try output.commit()
    } catch {
      fail("cannot be written: \(error.message(in: .english))")
    }
    check(writing.isStream ? read(sink.bytes) : read(at: copy), distinct)
    unlink(copy)
  }

  /// Makes what `choices` say, and reads it.
  private func run(_ made: Made, _ choices: Choices) {
    var choices = choices
    switch made {
    case .publication:
      let layout = choices.next(4)
      let lines = documents.publication(&choices)
      read(Self.laidOut(lines, layout), layout == 0 ? .text : .html)
    case .text: read(documents.text(&choices), .text)
    case .page: read(documents.page(&choices), .html)
    case .word: _ = read(Self.zipped(documents.word(&choices).map { ($0, Array($1.utf8)) }))
    case .workbook: _ = read(Self.zipped(documents.workbook(&choices).map { ($0, Array($1.utf8)) }))
    case .containers:
      let isTar = choices.next(2) == 0
      let bytes = isTar ? MadeContainers.tar(&choices) : MadeContainers.zip(&choices)
      for name in ["bundle", "csv", "docx", "xlsx"] where !isTar || name == "bundle" {
        guard let format = FormatRegistry.standard.format(named: name) else { continue }
        _ = read(bytes, format)
      }
      rescue(bytes, isTar: isTar)
    case .lines: lines.run(&choices)
    }
  }

  /// Lines as they are, as paragraphs, or as rows of one or several cells.
  private static func laidOut(_ text: String, _ layout: Int) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return switch layout {
    case 0: text
    case 1: lines.map { "<p>\($0)</p>" }.joined()
    case 2: "<table>" + lines.map { "<tr><td>\($0)</td></tr>" }.joined() + "</table>"
    default:
      "<table>"
        + lines.map { "<tr><td>" + $0.replacing("|", with: "</td><td>") + "</td></tr>" }.joined()
        + "</table>"
    }
  }

  private func read(_ text: String, _ format: Format) { _ = read(Array(text.utf8), format) }

  /// A container of the files that `bytes` name: see `parts.py`.
  private static func zipped(_ bytes: [UInt8]) -> [UInt8] {
    zipped(
      bytes.split(separator: 0).map { part in
        (
          String(decoding: part.prefix { $0 != 0x0A }, as: UTF8.self),
          Array(part.drop { $0 != 0x0A }.dropFirst())
        )
      })
  }

  private static func zipped(_ parts: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    let sink = MemorySink()
    let zip = ZIPWriter(sink)
    var names: Set<String> = []
    do throws(Diagnostic) {
      for (name, bytes) in parts where names.insert(name).inserted {
        try zip.add(name, PackedEntry(bytes, method: .stored))
      }
      try zip.finish()
    } catch {
      return []
    }
    return sink.bytes
  }

  private func read(_ bytes: [UInt8], _ other: Format? = nil) -> [Report] {
    let format = other ?? format
    guard case .stream(let makeReader) = format.reading else {
      put(bytes, at: path)
      return read(at: path, format)
    }
    let options = ReadOptions(forms: forms, sourceName: "memory", cache: cache)
    return reports { () throws(Diagnostic) in
      try makeReader(ByteSource(bytes: bytes, name: "memory"), options)
    }
  }

  private func put(_ bytes: [UInt8], at path: String) {
    guard let file = fopen(path, "w") else { fail("cannot write \(path)") }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  /// Rescues what is intact of a bundle, and verifies what comes of it.
  private func rescue(_ bytes: [UInt8], isTar: Bool = false) {
    // Which of the two containers it is goes by the name.
    let path = isTar ? path + ".tar.gz" : path
    let copy = isTar ? path + ".copy.tar.gz" : copy
    put(bytes, at: path)
    defer { unlink(copy) }
    do throws(Diagnostic) {
      var salvage = try BundleSalvage(path: path)
      let options = ReadOptions(forms: forms, sourceName: path, cache: cache)
      _ = try salvage.write(to: copy, reading: options) { _ = $0.message(in: .chinese) }
    } catch {
      _ = error.message(in: .english)
      return
    }
    do throws(Diagnostic) {
      let verifier = try BagVerifier(path: copy, level: .digests) { finding in
        fail("what is rescued is not valid: \(finding.message(in: .english))")
      }
      _ = try verifier.verify()
    } catch {
      fail("what is rescued cannot be verified: \(error.message(in: .english))")
    }
  }

  private func read(at path: String, _ other: Format? = nil) -> [Report] {
    guard case .path(let makeReader) = (other ?? format).reading else { return [] }
    let options = ReadOptions(forms: forms, sourceName: path, cache: cache)
    return reports { () throws(Diagnostic) in try makeReader(path, options) }
  }

  /// The reports up to where the reader gives up, if it does. Every finding is put into words, too.
  private func reports(
    from make: () throws(Diagnostic) -> any ReportReader
  ) -> [Report] {
    var reports: [Report] = []
    do throws(Diagnostic) {
      let reader = try make()
      while let item = try reader.next() {
        for finding in item.findings { _ = finding.message(in: .chinese) }
        if let report = item.report { reports.append(report) }
      }
    } catch {
      _ = error.message(in: .english)
    }
    return reports
  }

  private func check(_ read: [Report], _ written: [Report]) {
    if read.count != written.count { fail("\(read.count) of \(written.count) reports come back") }
    for (one, other) in zip(read, written) where one != other {
      fail("the report \(other.id) comes back as another")
    }
  }

  private func fail(_ reason: String) -> Never {
    print("\(format.name): \(reason)")
    fflush(nil)
    abort()
  }
}

/// Keeps bytes in memory.
private final class MemorySink: ByteSink {
  let path = "memory"
  var bytes: [UInt8] = []

  func write(_ part: UnsafeRawBufferPointer) throws(Diagnostic) { bytes += part }
  func commit() throws(Diagnostic) {}
  func cancel() {}
}

/// What libFuzzer calls with every input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  FuzzTarget.present.run(bytes)
  return 0
}
