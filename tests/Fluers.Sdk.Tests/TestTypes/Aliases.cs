global using Book = Fluers.Sdk.Tests.TestTypes.Notebook<Fluers.Sdk.Tests.TestTypes.Build1, Fluers.Sdk.Tests.TestTypes.Build1>;
global using Entry = Fluers.Sdk.Tests.TestTypes.Note<Fluers.Sdk.Tests.TestTypes.Build1>;
global using NewerBook = Fluers.Sdk.Tests.TestTypes.Notebook<Fluers.Sdk.Tests.TestTypes.Build2, Fluers.Sdk.Tests.TestTypes.Build2>;
global using NewerEntry = Fluers.Sdk.Tests.TestTypes.Note<Fluers.Sdk.Tests.TestTypes.Build2>;
global using NewestBook = Fluers.Sdk.Tests.TestTypes.Notebook<Fluers.Sdk.Tests.TestTypes.Build3, Fluers.Sdk.Tests.TestTypes.Build3>;
global using NewestEntry = Fluers.Sdk.Tests.TestTypes.Note<Fluers.Sdk.Tests.TestTypes.Build3>;
