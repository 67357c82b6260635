const globalExpect: jest.Expect = expect

export { globalExpect as expect }
