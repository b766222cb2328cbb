import ReportTestSupport
import Testing

/// The suites beside the checkout are there where they must be.
@Suite struct SuitesTests {
  @Test(.enabled(if: Suites.areRequired), arguments: Suites.all)
  func isThere(_ suite: String) { #expect(Suites.isThere(suite), "\(Suites.root)/\(suite)") }
}
