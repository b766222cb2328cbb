import ReportSyntax

/// A schema, documents that are valid by it, and what is done to them.
enum XMLExample {
  /// A small schema with the features that the real ones use.
  static let schemaText = """
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

  static func schema(_ text: String = schemaText) throws -> XMLSchemaDocument {
    try XMLSchemaDocument(Array(text.utf8), name: "example.xsd")
  }

  /// Documents that are valid by the schema.
  static let reports = [
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <report xmlns="urn:t" id="2024-a1.b_c">
      <year>2024</year>
      <issueDate>2025-01-20</issueDate>
      <section code="overview"><title>一、总体情况</title><paragraph>文字 &amp; 文字
      第二行</paragraph><heading/></section>
      <section/>
      <rules><issued>0</issued><repealed>/</repealed><fee unit="unknown">8040.5</fee></rules>
      <nothing/>
    </report>
    """,
    "<r:report xmlns:r='urn:t' id='a'><!-- c --><r:year><?pi?></r:year></r:report>",
    "<report xmlns='urn:t' id='a'><year>1<!-- c -->2</year><rules><fee/></rules></report>",
    "<report xmlns='urn:t' id='a'><year><![CDATA[12]]></year></report>",
  ]

  /// What is done to a valid document to see whether two validators agree: each a text and what takes
  /// its place.
  static let mutations: [(String, String)] = [
    ("2024<", "02024<"), ("2024<", " 2024<"), ("2024<", "2024\n<"), ("2024<", "-1<"),
    ("2024<", "/<"),
    ("2024<", "<"), ("2024<", "1234567890123456<"), ("2024<", "123456789012345<"), ("2024<", "２<"),
    ("2024<", "20<!-- -->24<"), ("2024<", "20<![CDATA[24]]><"), ("2024<", "20<?a?>24<"),
    ("2024<", "2024<b/><"), ("2024<", "&#50;024<"), ("2024<", "2024&#13;<"), ("2024<", "2024&#9;<"),
    ("<year>2024</year>", ""), ("<year>2024</year>", "<year/>"),
    ("<year>2024</year>", "<year> </year>"),
    ("<year>2024</year>", "<year>1</year><year>2</year>"),
    ("<year>2024</year>", "text<year>2024</year>"), ("<year>2024</year>", "<year>2024</year>text"),
    ("<year>2024</year>", "<![CDATA[ ]]><year>2024</year>"),
    ("<year>2024</year>", "<![CDATA[]]><year>2024</year>"),
    ("<year>2024</year>", "<!-- x --><year>2024</year><?x y?>"),
    ("<year>2024</year>", "&#32;<year>2024</year>"),
    ("<year>2024</year>", "&#x3000;<year>2024</year>"),
    ("<year>2024</year>", "<Year>2024</Year>"), ("<year>2024</year>", "<year xmlns=''>2024</year>"),
    ("<year>2024</year>", "<year xmlns='urn:other'>2024</year>"),
    ("<year>2024</year>", "<p:year xmlns:p='urn:t'>2024</p:year>"),
    ("<year>2024</year>", "<year a='b'>2024</year>"),
    ("<year>2024</year>", "<year xml:lang='zh'>2024</year>"),
    ("2025-01-20", "2025-02-29"), ("2025-01-20", "2024-02-29"), ("2025-01-20", "2025-1-20"),
    ("2025-01-20", "2025-01-20Z"), ("2025-01-20", " 2025-01-20 "), ("2025-01-20", "0000-01-20"),
    ("2025-01-20", "12025-01-20"), ("2025-01-20", "2025-13-01"), ("2025-01-20", ""),
    ("2025-01-20", "2025-01-20+08:00"), ("2025-01-20", "2025年1月20日"),
    ("code=\"overview\"", ""), ("code=\"overview\"", "code=\"Overview\""),
    ("code=\"overview\"", "code=\"\""),
    ("code=\"overview\"", "code=\" overview\""), ("code=\"overview\"", "code=\"other\" x=\"1\""),
    ("code=\"overview\"", "xmlns:p=\"urn:p\" p:code=\"overview\""),
    ("code=\"overview\"", "xmlns:p=\"urn:p\" code=\"other\""),
    ("id=\"2024-a1.b_c\"", ""), ("id=\"2024-a1.b_c\"", "id=\"A\""),
    ("id=\"2024-a1.b_c\"", "id=\"a b\""),
    ("id=\"2024-a1.b_c\"", "id=\"\""), ("id=\"2024-a1.b_c\"", "id=\"a&amp;b\""),
    ("id=\"2024-a1.b_c\"", "id=\"-a\""), ("id=\"2024-a1.b_c\"", "ID=\"a\""),
    ("unit=\"unknown\"", ""), ("unit=\"unknown\"", "unit=\"万元\""),
    ("unit=\"unknown\"", "unit=\"\""),
    ("8040.5", "8040.50"), ("8040.5", "8040."), ("8040.5", ".5"), ("8040.5", "0.1234567"),
    ("8040.5", "0.123456"), ("8040.5", "1e3"), ("8040.5", "8,040.5"), ("8040.5", "8040.5<b/>"),
    ("<issued>0</issued><repealed>/</repealed>", "<repealed>/</repealed><issued>0</issued>"),
    ("<issued>0</issued><repealed>/</repealed>", "<issued>0</issued>x"),
    ("<issued>0</issued>", "<issued>0</issued><issued>0</issued>"), ("<rules>", "<rules>\u{A0}"),
    ("<rules>", "<rules a='1'>"), ("<nothing/>", "<nothing> </nothing>"),
    ("<nothing/>", "<nothing>x</nothing>"),
    ("<nothing/>", "<nothing><!-- x --></nothing>"), ("<nothing/>", "<nothing><a/></nothing>"),
    ("<nothing/>", "<nothing/><nothing/>"), ("<nothing/>", "<nothing a=''/>"),
    ("<nothing/>", "<nothing><![CDATA[]]></nothing>"),
    ("<section/>", "<section><title/><title/></section>"),
    ("<section/>", "<section><paragraph/><title/></section>"),
    ("<section/>", "<section>x</section>"),
    ("<section/>", "<section code=\"x\" y=\"z\"><a/></section><section z=\"z\"><b/></section>"),
    ("<heading/>", "<heading><a/></heading>"), ("<heading/>", "<heading level='1'/>"),
    ("<nothing/>", "<unknown a='1'><b c='2'/></unknown><nothing d='1'/>"),
    ("<year>", "<year xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'>"),
    ("<year>", "<year xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='false'>"),
    ("<year>", "<year xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='count'>"),
    ("<year>", "<year xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='text'>"),
    (
      "<year>",
      "<year xmlns:p='urn:t' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='p:count'>"
    ),
    ("<year>", "<year xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='q:count'>"),
    ("<year>", "<year xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:other='1'>"),
    (
      "<report ",
      "<report xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:t nowhere.xsd' "
    ),
    (
      "<report ",
      "<report xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:noNamespaceSchemaLocation='x' "
    ),
    (
      "<report ",
      "<report xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='report' "
    ),
    ("urn:t", "urn:x"), ("xmlns=\"urn:t\"", ""), ("</report>", "</report><!-- end -->"),
    ("<report ", "<!-- start --><report "),
  ]

  /// `text` with the first `old` replaced, or unchanged.
  static func replacing(_ old: String, by new: String, in text: String) -> String {
    guard let range = text.firstRange(of: old) else { return text }
    return text[..<range.lowerBound] + new + text[range.upperBound...]
  }
}
