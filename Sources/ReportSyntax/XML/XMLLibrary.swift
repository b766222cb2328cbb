internal import CLibXML2

/// What libxml2 needs done once in a process, before any thread uses it.
enum XMLLibrary {
  /// Initialises the parser and the built-in types of XML Schema, which are not safe to initialise
  /// lazily from several threads.
  static let initialised: Void = {
    xmlInitParser()
    xmlSchemaInitTypes()
  }()
}
