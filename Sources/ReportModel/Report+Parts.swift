// The plain texts that make up an agency, an extra and a source, as lists: every format names and
// orders them by these, so that a part is defined once.

extension Agency {
  /// The parts of an agency, in document order; the raw value is the name in every format.
  public enum Part: String, Sendable, CaseIterable {
    /// See ``Agency/name``.
    case name
    /// See ``Agency/creditCode``.
    case creditCode
    /// See ``Agency/divisionCode``.
    case divisionCode
    /// See ``Agency/level``.
    case level
    /// See ``Agency/parent``.
    case parent
  }

  /// The text of `part`.
  public subscript(part: Part) -> String {
    get {
      switch part {
      case .name: name
      case .creditCode: creditCode
      case .divisionCode: divisionCode
      case .level: level
      case .parent: parent
      }
    }
    set {
      switch part {
      case .name: name = newValue
      case .creditCode: creditCode = newValue
      case .divisionCode: divisionCode = newValue
      case .level: level = newValue
      case .parent: parent = newValue
      }
    }
  }
}

extension Extra {
  /// The single texts of an extra, in document order; the raw value is the name in every format.
  public enum Part: String, Sendable, CaseIterable {
    /// See ``Extra/table``.
    case table
    /// See ``Extra/row``.
    case row
    /// See ``Extra/column``.
    case column
    /// See ``Extra/label``.
    case label
    /// See ``Extra/place``.
    case place
    /// See ``Extra/reason``.
    case reason
  }

  /// The text of `part`.
  public subscript(part: Part) -> String {
    get {
      switch part {
      case .table: table
      case .row: row
      case .column: column
      case .label: label
      case .place: place
      case .reason: reason
      }
    }
    set {
      switch part {
      case .table: table = newValue
      case .row: row = newValue
      case .column: column = newValue
      case .label: label = newValue
      case .place: place = newValue
      case .reason: reason = newValue
      }
    }
  }
}

extension Source {
  /// The parts of a source, in document order; the raw value is the name in every format.
  public enum Part: String, Sendable, CaseIterable {
    /// See ``Source/name``.
    case name
    /// See ``Source/digest``.
    case digest
    /// See ``Source/reader``.
    case reader
  }

  /// The text of `part`.
  public subscript(part: Part) -> String {
    get {
      switch part {
      case .name: name
      case .digest: digest
      case .reader: reader
      }
    }
    set {
      switch part {
      case .name: name = newValue
      case .digest: digest = newValue
      case .reader: reader = newValue
      }
    }
  }
}
