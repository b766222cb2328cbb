import ReportDiagnostics
import ReportSyntax

/// A small schema with the features that the real ones use.
let exampleSchema = """
  <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:t"
      targetNamespace="urn:t" elementFormDefault="qualified">
    <xs:simpleType name="count"><xs:restriction base="xs:string">
      <xs:pattern value="(0|[1-9][0-9]{0,14}|/)?"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="plainAmount"><xs:restriction base="xs:string">
      <xs:pattern value="((0|[1-9][0-9]{0,14})([.][0-9]{0,5}[1-9])?|/)?"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="text"><xs:restriction base="xs:string">
      <xs:maxLength value="1048576"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="day"><xs:restriction base="xs:date">
      <xs:pattern value="[0-9]{4}-[0-9]{2}-[0-9]{2}"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="id"><xs:restriction base="xs:string">
      <xs:pattern value="[a-z0-9][a-z0-9._-]{0,63}"/></xs:restriction></xs:simpleType>
    <xs:simpleType name="code"><xs:restriction base="xs:string">
      <xs:enumeration value="overview"/><xs:enumeration value="other"/></xs:restriction></xs:simpleType>
    <xs:complexType name="amount"><xs:simpleContent><xs:extension base="plainAmount">
      <xs:attribute name="unit" type="xs:string" fixed="unknown"/></xs:extension></xs:simpleContent></xs:complexType>
    <xs:complexType name="section"><xs:sequence>
      <xs:element name="title" type="text" minOccurs="0"/>
      <xs:choice minOccurs="0" maxOccurs="unbounded">
        <xs:element name="paragraph" type="text"/>
        <xs:element name="heading" type="text"/></xs:choice></xs:sequence>
      <xs:attribute name="code" type="code"/></xs:complexType>
    <xs:complexType name="row"><xs:sequence>
      <xs:element name="issued" type="count" minOccurs="0"/>
      <xs:element name="repealed" type="count" minOccurs="0"/>
      <xs:element name="fee" type="amount" minOccurs="0"/></xs:sequence></xs:complexType>
    <xs:complexType name="report"><xs:sequence>
      <xs:element name="year" type="count"/>
      <xs:element name="issueDate" type="day" minOccurs="0"/>
      <xs:element name="section" type="section" minOccurs="0" maxOccurs="unbounded"/>
      <xs:element name="rules" type="row" minOccurs="0"/>
      <xs:element name="nothing" minOccurs="0"><xs:complexType/></xs:element>
    </xs:sequence><xs:attribute name="id" type="id" use="required"/></xs:complexType>
    <xs:element name="report" type="report"/>
  </xs:schema>
  """

func schema(_ text: String = exampleSchema) throws -> XMLSchemaDocument {
  try XMLSchemaDocument(Array(text.utf8), name: "example.xsd")
}

/// What a reader said about a document, in a form that is easy to compare.
struct Reading: Equatable {
  var events: [String] = []
  var failure: Diagnostic?

  var isWellFormed: Bool { failure == nil }
}

/// Reads a document fed in chunks of `chunk` bytes.
func read(
  _ bytes: [UInt8], chunk: Int = 65_536, limits: XMLLimits = XMLLimits(),
  visit: (XMLStreamReader, XMLEvent) -> Void = { _, _ in }
) -> Reading {
  let reader = XMLStreamReader(limits: limits)
  var reading = Reading()
  var fed = 0
  do throws(Diagnostic) {
    while true {
      if let event = try reader.next() {
        reading.events.append(describe(reader, event))
        visit(reader, event)
      } else if fed < bytes.count {
        let end = min(fed + chunk, bytes.count)
        bytes[fed..<end].withUnsafeBufferPointer { reader.feed($0) }
        fed = end
        if fed == bytes.count { reader.finish() }
      } else if bytes.isEmpty && fed == 0 {
        fed = 1
        reader.finish()
      } else {
        return reading
      }
    }
  } catch {
    reading.failure = error
    return reading
  }
}

func read(_ text: String, chunk: Int = 65_536) -> Reading { read(Array(text.utf8), chunk: chunk) }

private func describe(_ reader: XMLStreamReader, _ event: XMLEvent) -> String {
  let name = String(decoding: reader.localName, as: UTF8.self)
  let place = "\(reader.place.line):\(reader.place.column)"
  switch event {
  case .start:
    let attributes = (0..<reader.attributeCount).map {
      let attribute = reader.attribute(at: $0)
      return " \(String(decoding: attribute.localName, as: UTF8.self))=\(attribute.value)"
    }
    let namespace = String(decoding: reader.namespace, as: UTF8.self)
    return "<\(namespace.isEmpty ? "" : "{\(namespace)}")\(name)\(attributes.joined())> \(place)"
  case .text: return "\"\(String(decoding: reader.text, as: UTF8.self))\" \(place)"
  case .end: return "</\(name)> \(place)"
  }
}

/// Validates every element named `report` and gives the findings for each.
func validate(
  _ text: String, _ schema: XMLSchemaDocument, chunk: Int = 65_536
) -> (findings: [[XMLSchemaFinding]], reading: Reading) {
  var findings: [[XMLSchemaFinding]] = []
  let reading = read(Array(text.utf8), chunk: chunk) { reader, event in
    guard reader.localName.elementsEqual("report".utf8) else { return }
    if event == .start && !reader.isValidating { reader.validate(against: schema) }
    if event == .end && !reader.isValidating { findings.append(reader.findings) }
  }
  return (findings, reading)
}
