import Glibc
import ReportFormats
import ReportForms
import ReportIO
import ReportModel

@testable import ReportKit

/// The tag files of a bag and the journal of a run, whose lines state what they like.
struct MadeLines {
  private let folder: String
  private let options: ReadOptions
  private let digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  /// Works in `folder`, which it makes.
  init(in folder: String, _ options: ReadOptions) {
    self.folder = folder
    self.options = options
    for path in [
      folder, folder + "/bag", folder + "/bag/data", folder + "/.out.bundle.zip.partial",
    ] {
      mkdir(path, 0o777)
    }
  }

  func run(_ choices: inout Choices) {
    if choices.next(2) == 0 { runBag(&choices) } else { runJournal(&choices) }
  }

  private func put(_ name: String, _ text: String) {
    guard let file = fopen("\(folder)/\(name)", "w") else { return }
    fwrite(text, 1, text.utf8.count, file)
    fclose(file)
  }

  // MARK: - Bags

  private func runBag(_ choices: inout Choices) {
    let words = ["data/a.xml", "a", "data/", digest, "2021", "%0A", "sha256", "0.1", "../a"]
    func lines(_ leaves: [String]) -> String {
      Grammar(leaves: leaves.map { $0 + "\n" } + ["@", "#", " ", "\r", "\t*./"])
        .text(&choices, words: words)
    }
    put("bag/data/a.xml", "")
    put("bag/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    put(
      "bag/manifest-sha256.txt",
      lines(["\(digest)  data/a.xml", "\(digest)  @", "@ @", "# data/a.xml", "\(digest)  data/#"]))
    put("bag/bag-info.txt", lines(["Payload-Oxum: #.#", "Payload-Oxum: 0.1", "@: #", " #"]))
    put("bag/fetch.txt", lines(["http://localhost/a # data/@", "@ - @", "# # #"]))
    put(
      "bag/index.ndjson",
      lines([
        "{\"id\":\"a\",\"path\":\"data/a.xml\",\"offset\":#,\"bytes\":#,\"year\":#}",
        "{\"id\":\"@\",\"path\":\"@\",\"offset\":#}", "{\"id\":\"a\",\"path\":\"@\",\"bytes\":#}",
      ]))
    do throws(Diagnostic) {
      let verifier = try BagVerifier(path: folder + "/bag", level: .digests) {
        _ = $0.message(in: .chinese)
      }
      _ = try verifier.verify()
      let catalogue = try BundleCatalogue(path: folder + "/bag", options: options)
      try catalogue.forEach(found: { _ in }) { line in !line.json().isEmpty }
      _ = try catalogue.extract(["a"], found: { _ in }) { _, _ in }
      let reader = try BundleReader(path: folder + "/bag", options: options)
      while let item = try reader.next() { _ = item.findings.map { $0.message(in: .english) } }
    } catch {
      _ = error.message(in: .english)
    }
  }

  // MARK: - Journals

  private func runJournal(_ choices: inout Choices) {
    let identity = ["a"]
    var header = JournalLine()
    header["run"] = identity
    put("in", "x")
    put(".out.bundle.zip.partial/output", "")
    let stamp = FileStamp(path: folder + "/in")
    let input = "\"\(folder)/in\",\"\(stamp.size)\",\"\(stamp.modified)\""
    let words = [
      "bytes", "files", "entries", "accepted", "refused", "output", digest, "a", "error",
    ]
    let lines = Grammar(
      leaves: [
        "\"inputs\":[\(input)]", "\"inputs\":[\"@\",\"#\",\"#\"]",
        "\"files\":[\"output\",\"0\",\"\(digest)\"]",
        "\"files\":[\"@\",\"#\",\"@\"]", "\"counters\":[\"@\",\"#\"]",
        "\"counters\":[\"bytes\",\"#\",\"files\",\"#\",\"entries\",\"#\"]",
        "\"counts\":[\"#\",\"#\"]",
        "\"counts\":[\"1\",\"0\"]", "\"verdicts\":[\"@\",\"#\",\"accepted\",\"#\"]", ",", "@", "#",
        "\"outcomes\":[\"accepted\",\"\",\"#\",\"refused\",\"report-id-doubled\",\"#\"]",
        "\"findings\":[\"report-id-doubled\",\"error\",\"#\"]", "\"reports\":[\"@\"]",
        "{\"counts\":[\"1\",\"0\"],\"counters\":[\"bytes\",\"#\",\"files\",\"#\",\"entries\",\"#\"],"
          + "\"verdicts\":[\"accepted\",\"#\"],\"inputs\":[\(input)]}\n",
      ], frames: [("{", "}\n"), ("[", "]")]
    ).text(&choices, words: words)
    put(
      ".out.bundle.zip.partial/journal", String(decoding: header.json, as: UTF8.self) + "\n" + lines
    )
    guard let form = options.forms.forms.first, let id = ReportID("a") else { return }
    do throws(Diagnostic) {
      var journal = try RunJournal(output: folder + "/out.bundle.zip")
      let inputs = InputSequence([folder + "/in"], markers: [])
      var start = try journal.start(of: identity, through: inputs)
      start.summary.inputs += 1
      start.summary.count(ReportOutcome.Verdict.accepted)
      _ = start.summary.reports
      let output = try Format.bundle.makeOutput(
        to: .partial(journal.partial, counters: start.counters))
      _ = try output.write(Report(id: id, form: form))
      _ = try output.checkpoint()
      output.cancel()
    } catch {
      _ = error.message(in: .english)
    }
  }
}
