import ReportIO
import Testing

@Suite struct ProcessArgumentsTests {
  /// Here there is a /proc; `CommandTests/WithoutProcTests` look at where there is none.
  @Test func theyAreThoseOfTheCommandLine() {
    #expect(ProcessArguments.all.count >= 1)
    #expect(ProcessArguments.all == CommandLine.arguments)
  }
}
