import Testing

@testable import Console

@Suite struct JSONTests {
    @Test func membersKeepTheOrderInWhichTheyWereDeclared() {
        let value: JSON = ["sent": 12, "left": [1, nil, true], "office": ["name": "Nord"]]
        #expect(value.text == #"{"sent":12,"left":[1,null,true],"office":{"name":"Nord"}}"#)
    }

    @Test func textIsEscapedWhereJSONNeedsIt() {
        let text = "\"a\\b\"\n\t\u{1}\u{7f}\u{2028} été"
        #expect(JSON.string(text).text == #""\"a\\b\"\n\t\u0001\u007f\u2028 été""#)
    }

    @Test func numbersAreWrittenSoThatTheyCanBeReadBack() {
        #expect(JSON.integer(.min).text == "-9223372036854775808")
        #expect(JSON.number(0.4).text == "0.4")
        #expect(JSON.number(.infinity).text == "null")
        #expect(JSON(nil as Int?).text == "null")
        #expect(JSON(7 as Int?).text == "7")
    }
}
